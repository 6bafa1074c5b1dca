package dev.aischeduler.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.db.shell.DatabaseShell;
import dev.aischeduler.db.shell.Format;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Application;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.logging.LogSetup;
import dev.aischeduler.web.terminal.ProgressBars;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A demonstration: a server on a free loopback port with a new database in a temporary folder, to
 * which seven jobs of all three task types and of different priorities are submitted through the
 * REST API. Confined to one thread.
 */
public final class Demo implements AutoCloseable {
  private static final int MAX_ROWS = 100;
  private static final String TABLE =
      """
      SELECT type, priority, status, attempt,
             CAST(created_at AS time(3)) AS created, CAST(started_at AS time(3)) AS started,
             CAST(finished_at AS time(3)) AS finished, id
        FROM job
       ORDER BY started_at""";

  private final Application application;
  private final Path folder;
  private final PrintWriter out;
  private final ProgressBars bars;
  private final Path output;

  private Demo(
      Application application, Path folder, PrintWriter out, ProgressBars bars, Path output) {
    this.application = application;
    this.folder = folder;
    this.out = out;
    this.bars = bars;
    this.output = output;
  }

  /**
   * Starts the server. Models come from the folder {@code models} of the working directory.
   *
   * @param out receives the text output
   * @param bars shows progress; closed with the demonstration
   * @param output folder for the results; created by {@link #run} if missing
   * @throws IOException when the temporary folder cannot be created
   */
  public static Demo start(PrintWriter out, ProgressBars bars, Path output) throws IOException {
    Path folder = Files.createTempDirectory("ai-scheduler-demo");
    Settings settings = settings(folder);
    LogSetup.apply(settings.logging());
    out.println("Starting a server with a new database in " + folder + " ...");
    out.flush();
    Home home = new Home(Home.ofProcess().product(), folder);
    Application application = Application.start(settings, home, Clock.systemUTC());
    out.println("It listens on " + application.address());
    return new Demo(application, folder, out, bars, output);
  }

  private static Settings settings(Path folder) {
    return SettingsLoader.ofProcess(ShippedTasks.types())
        .load(
            null,
            List.of(
                set("server.host", "127.0.0.1"),
                set("server.port", "0"),
                set("security.api_key", ""),
                set("database.url", "jdbc:h2:file:" + folder.resolve("demo") + ";AUTO_SERVER=TRUE"),
                set("database.password", ""),
                set("artifacts.path", folder.resolve("artifacts").toString()),
                set("artifacts.store", "file"),
                set("models.path", Path.of("models").toAbsolutePath().toString()),
                set("node.labels", "gpu,cpu"),
                set("logging.level", "ERROR"),
                set("logging.file", "")))
        .settings();
  }

  private static SettingOverride set(String path, String value) {
    return new SettingOverride(path, value, "demo");
  }

  /** Base URL of the server and its console. */
  public String address() {
    return application.address();
  }

  /**
   * Runs the jobs until all have ended, saves the results, and prints the rows of table {@code job}
   * and the figures of each job. Called once.
   *
   * @return true when every job succeeded
   * @throws IOException when the results cannot be saved
   */
  public boolean run() throws IOException {
    ApiClient client = new ApiClient(URI.create(address()), "");
    DemoRun run = new DemoRun(client, out, bars);
    var finished = run.finish();
    new DemoOutput(client, output).save(finished);
    out.println("\nThe table job, by SQL:");
    new DatabaseShell(application.database(), false, MAX_ROWS).run(TABLE, out, Format.TABLE);
    out.println();
    finished.forEach(
        (task, answer) ->
            out.printf(Locale.ROOT, "%-12s %s%n", task.label(), DemoFigures.of(answer)));
    out.println("\nResults: " + output.resolve("index.html").toAbsolutePath());
    out.flush();
    return finished.values().stream().allMatch(Demo::succeeded);
  }

  private static boolean succeeded(JsonNode task) {
    return task.path("status").asText().equals("succeeded");
  }

  /**
   * Stops the server and deletes its temporary folder; the results stay.
   *
   * @throws IOException when a temporary file cannot be deleted
   */
  @Override
  public void close() throws IOException {
    bars.close();
    application.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
