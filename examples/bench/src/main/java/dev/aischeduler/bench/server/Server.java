package dev.aischeduler.bench.server;

import dev.aischeduler.bench.database.Folders;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Application;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.client.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The whole product in this process, with default settings. Thread-safe. */
public final class Server implements AutoCloseable {
  private final Settings settings;
  private final Home home;
  private final Application application;
  private final ApiClient client;

  private Server(Settings settings, Home home) {
    this.settings = settings;
    this.home = home;
    this.application = Application.start(settings, home, Clock.systemUTC());
    this.client = new ApiClient(URI.create(application.address()), "");
  }

  /**
   * Starts it.
   *
   * @param in where it makes the folder of its database
   * @param more settings besides, {@code path=value}; the last of one path counts
   */
  public static Server start(Path in, String... more) {
    List<SettingOverride> all = new ArrayList<>();
    all.add(new SettingOverride("server.port", "0", "bench"));
    all.add(new SettingOverride("logging.file", "", "bench"));
    all.add(new SettingOverride("logging.level", "WARNING", "bench"));
    // Each part warms what it uses; the other models have nothing to do there.
    all.add(new SettingOverride("models.prewarm", "false", "bench"));
    all.add(new SettingOverride("resources.max_concurrent_tasks", "32", "bench"));
    for (String each : more) {
      String[] pair = each.split("=", 2);
      all.add(new SettingOverride(pair[0], pair[1], "bench"));
    }
    Path folder = Folders.create(in, "server-");
    Settings settings =
        new SettingsLoader(ShippedTasks.types(), Map.of(), folder, Machine.here())
            .load(null, all)
            .settings();
    return new Server(settings, new Home(Home.ofProcess().product(), folder));
  }

  /** Its REST API. */
  public ApiClient client() {
    return client;
  }

  /** Where it listens. */
  public URI address() {
    return URI.create(application.address());
  }

  /** The service behind the API, in this process. */
  public JobService jobs() {
    return application.jobs();
  }

  /** Threads of a model. */
  public int threads() {
    return settings.threadsOfDevice();
  }

  /** Folder of the model that answers chats. */
  public Path chatModel() {
    return home.miniatures().resolve("llm-mini");
  }

  @Override
  public void close() {
    application.close();
  }
}
