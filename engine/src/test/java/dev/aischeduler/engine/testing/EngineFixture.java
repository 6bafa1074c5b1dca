package dev.aischeduler.engine.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.DatabaseContentStore;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.trace.Traces;
import dev.aischeduler.engine.webhook.WebhookParts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An engine with scripted handlers on a database. The public fields are its parts; closing it
 * releases the handlers, stops the engine without waiting and closes the database.
 */
public final class EngineFixture implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);

  public final ScriptedHandler llm = new ScriptedHandler(TestTaskTypes.LLM);
  public final ScriptedHandler tts = new ScriptedHandler(TestTaskTypes.TTS);
  public final ScriptedHandler image = new ScriptedHandler(TestTaskTypes.IMAGE);
  public final Devices devices =
      Devices.unshared(List.of(DeviceSpec.cpu()), List.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE));

  /** The database of the engine. */
  public final Database database;

  public final Settings settings;
  private final Path folder;
  private final Clock clock;

  /** Reasons for which the engine asked the process to end. */
  public final List<String> lost = new CopyOnWriteArrayList<>();

  /** Takes the webhooks. */
  public final ScriptedReceiver receiver = new ScriptedReceiver();

  private Engine engine;

  /**
   * Starts an engine.
   *
   * @param database is closed with the fixture
   * @param folder for artifacts
   * @param overrides settings as {@code key=value}
   */
  public EngineFixture(Database database, Path folder, Clock clock, String... overrides) {
    this.database = database;
    this.folder = folder;
    this.clock = clock;
    this.settings = settings(folder, overrides);
    this.engine = start();
  }

  /**
   * Settings of a node {@code node-a} on a machine with two processors.
   *
   * @param overrides settings as {@code key=value}
   */
  public static Settings settings(Path folder, String... overrides) {
    List<SettingOverride> list =
        Arrays.stream(overrides)
            .map(o -> o.split("=", 2))
            .map(o -> new SettingOverride(o[0], o[1], "test"))
            .toList();
    return new SettingsLoader(TestTaskTypes.ALL, Map.of(), folder, new Machine(2, "node-a"))
        .load(null, list)
        .settings();
  }

  private Engine start() {
    return Engine.start(
        settings,
        database,
        artifacts(),
        List.of(llm, tts, image),
        devices,
        List.of(),
        List.of(),
        new WebhookParts(
            receiver,
            details -> Json.mapper().createObjectNode().put("id", "" + details.job().id())),
        Traces.off(),
        lost::add,
        clock);
  }

  /** The artifacts of the settings, in files or in the database. */
  public ArtifactStore artifacts() {
    boolean shared = settings.artifacts().store().equals("database");
    return new ArtifactStore(
        database.jdbi(),
        shared
            ? new DatabaseContentStore(database, clock)
            : new FileContentStore(folder.resolve("artifacts"), clock));
  }

  /** The engine that runs now. */
  public Engine engine() {
    return engine;
  }

  /** The jobs of the engine that runs now. */
  public JobService jobs() {
    return engine.jobs();
  }

  /** Ends the engine without draining and starts another on the same database. */
  public void restart() {
    engine.close();
    engine = start();
  }

  /** Starts another engine on the same database after the last one was closed. */
  public void startAgain() {
    engine = start();
  }

  /** A request for {@link ScriptedHandler}. */
  public static ObjectNode request(String text, @Nullable String action) {
    ObjectNode node = Json.mapper().createObjectNode().put("text", text);
    return action == null ? node : node.put("action", action);
  }

  /** Submits a job with the defaults of its lane; returns its id. */
  public UUID submit(TaskType type, String text, @Nullable String action) {
    return jobs().submit(Submission.of(type, request(text, action))).job().id();
  }

  /** Submits a job of this priority; returns its id. */
  public UUID submit(TaskType type, String text, @Nullable String action, int priority) {
    return jobs()
        .submit(
            new Submission(
                type, request(text, action), priority, null, null, null, List.of(), null))
        .job()
        .id();
  }

  /** Submits a job with these attempts and seconds for each; returns its id. */
  public UUID submitWith(TaskType type, String text, String action, int maxAttempts, int timeoutS) {
    return jobs()
        .submit(
            new Submission(
                type, request(text, action), null, maxAttempts, timeoutS, null, List.of(), null))
        .job()
        .id();
  }

  /** Waits up to 30 s until a job is final; returns it as it is then. */
  public Job await(UUID id) throws InterruptedException {
    return jobs().await(id, LONG);
  }

  @Override
  public void close() {
    llm.gate.countDown();
    tts.gate.countDown();
    image.gate.countDown();
    try {
      engine.drain(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    engine.close();
    database.close();
  }
}
