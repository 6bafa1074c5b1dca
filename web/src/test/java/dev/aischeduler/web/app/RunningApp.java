package dev.aischeduler.web.app;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskTypes;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Application;
import dev.aischeduler.web.GpuFinder;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The product on a free loopback port with a fresh database in a temporary folder. */
public final class RunningApp implements AutoCloseable {
  private final Path folder;
  private final Application application;
  private final Http http;

  private RunningApp(Path folder, Application application, String apiKey) {
    this.folder = folder;
    this.application = application;
    this.http = new Http(application.address(), apiKey);
  }

  /**
   * Starts it on a machine without a GPU.
   *
   * @param overrides settings by path
   */
  public static RunningApp start(Map<String, String> overrides, Handlers.Maker handlers) {
    return start(overrides, FakeGpus.none(), handlers);
  }

  /**
   * Starts it with handlers that follow a script in place of models.
   *
   * @param overrides settings by path
   */
  public static RunningApp scripted(Map<String, String> overrides) {
    return start(
        overrides,
        (settings, catalogue, devices, cache) ->
            new Handlers(
                List.of(
                    new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                    new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                    new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
                () -> {}));
  }

  /**
   * Starts it.
   *
   * @param overrides settings by path
   * @param gpus those of the machine
   */
  public static RunningApp start(
      Map<String, String> overrides, GpuFinder gpus, Handlers.Maker handlers) {
    return start(overrides, gpus, ShippedTasks.modules(), handlers);
  }

  /**
   * Starts it.
   *
   * @param overrides settings by path
   * @param gpus those of the machine
   * @param modules the task types that it knows
   */
  public static RunningApp start(
      Map<String, String> overrides, GpuFinder gpus, TaskModules modules, Handlers.Maker handlers) {
    try {
      Path folder = Files.createTempDirectory("app-test");
      Settings settings = settings(folder, modules.types(), overrides);
      Path product = Path.of(System.getProperty("ai_scheduler.home", "..")).toAbsolutePath();
      Application application =
          Application.start(
              settings, new Home(product, folder), Clock.systemUTC(), gpus, modules, handlers);
      return new RunningApp(folder, application, settings.security().apiKey());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings settings(Path folder, TaskTypes types, Map<String, String> overrides) {
    List<SettingOverride> all = new ArrayList<>();
    all.add(new SettingOverride("server.port", "0", "test"));
    all.add(new SettingOverride("logging.file", "", "test"));
    all.add(new SettingOverride("server.drain_s", "1", "test"));
    overrides.forEach((path, value) -> all.add(new SettingOverride(path, value, "test")));
    return new SettingsLoader(types, Map.of(), folder, Machine.here()).load(null, all).settings();
  }

  /** A client that checks every answer against the contract. */
  public Http http() {
    return http;
  }

  /** The running product. */
  public Application application() {
    return application;
  }

  @Override
  public void close() throws IOException {
    application.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
