package dev.aischeduler.engine;

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
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An engine with scripted handlers on a database, for tests. */
final class EngineFixture implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);

  final ScriptedHandler llm = new ScriptedHandler(TestTaskTypes.LLM);
  final ScriptedHandler tts = new ScriptedHandler(TestTaskTypes.TTS);
  final ScriptedHandler image = new ScriptedHandler(TestTaskTypes.IMAGE);
  final Devices devices =
      Devices.unshared(List.of(DeviceSpec.cpu()), List.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE));
  final Database database;
  final Settings settings;
  private final Path folder;
  private final Clock clock;
  final List<String> lost = new CopyOnWriteArrayList<>();
  private Engine engine;

  EngineFixture(Database database, Path folder, Clock clock, String... overrides) {
    this.database = database;
    this.folder = folder;
    this.clock = clock;
    List<SettingOverride> list =
        Arrays.stream(overrides)
            .map(o -> o.split("=", 2))
            .map(o -> new SettingOverride(o[0], o[1], "test"))
            .toList();
    this.settings =
        new SettingsLoader(TestTaskTypes.ALL, Map.of(), folder, new Machine(2, "node-a"))
            .load(null, list)
            .settings();
    this.engine = start();
  }

  private Engine start() {
    return Engine.start(
        settings, database, artifacts(), List.of(llm, tts, image), devices, lost::add, clock);
  }

  ArtifactStore artifacts() {
    boolean shared = settings.artifacts().store().equals("database");
    return new ArtifactStore(
        database.jdbi(),
        shared
            ? new DatabaseContentStore(database, clock)
            : new FileContentStore(folder.resolve("artifacts"), clock));
  }

  Engine engine() {
    return engine;
  }

  JobService jobs() {
    return engine.jobs();
  }

  /** Ends the engine without draining and starts another on the same database. */
  void restart() {
    engine.close();
    engine = start();
  }

  /** Starts another engine on the same database after the last one was closed. */
  void startAgain() {
    engine = start();
  }

  static ObjectNode request(String text, @Nullable String action) {
    ObjectNode node = Json.mapper().createObjectNode().put("text", text);
    return action == null ? node : node.put("action", action);
  }

  UUID submit(TaskType type, String text, @Nullable String action) {
    return jobs().submit(Submission.of(type, request(text, action))).job().id();
  }

  UUID submit(TaskType type, String text, @Nullable String action, int priority) {
    return jobs()
        .submit(
            new Submission(
                type, request(text, action), priority, null, null, null, List.of(), null))
        .job()
        .id();
  }

  UUID submitWith(TaskType type, String text, String action, int maxAttempts, int timeoutS) {
    return jobs()
        .submit(
            new Submission(
                type, request(text, action), null, maxAttempts, timeoutS, null, List.of(), null))
        .job()
        .id();
  }

  Job await(UUID id) throws InterruptedException {
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
