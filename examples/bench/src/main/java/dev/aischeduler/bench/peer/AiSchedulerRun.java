package dev.aischeduler.bench.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.DatabaseContentStore;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The product's engine on one database; its lane is paused until the workers may begin. */
final class AiSchedulerRun implements PeerRun {
  private static final int PRIORITIES = 10;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private static final int ONE_CALL = 10_000;
  private static final int MAX_WINDOW = 100_000;

  /** Counts the jobs that are not finished for good. */
  static final String UNFINISHED =
      "SELECT count(*) FROM job WHERE status IN ('queued', 'running', 'scheduled')";

  private final Database database;
  private final Engine engine;
  private final boolean manifest;

  /**
   * An engine.
   *
   * @param manifest whether many jobs are stored as a bulk run
   */
  AiSchedulerRun(Settings settings, IntConsumer body, boolean manifest) {
    this.manifest = manifest;
    Clock clock = Clock.systemUTC();
    this.database = Database.open(settings.database(), Path.of("").toAbsolutePath());
    ArtifactStore artifacts =
        new ArtifactStore(database.jdbi(), new DatabaseContentStore(database, clock));
    this.engine =
        Engine.start(
            settings,
            database,
            artifacts,
            List.of(new NoOpHandler(body)),
            Devices.unshared(List.of(DeviceSpec.cpu()), ShippedTasks.types().all()),
            problem -> {
              throw new IllegalStateException(problem);
            },
            clock);
    pause();
  }

  @Override
  public void submitAll(int jobs) {
    if (manifest) {
      run(jobs);
      return;
    }
    for (int from = 0; from < jobs; from += ONE_CALL) {
      int to = Math.min(jobs, from + ONE_CALL);
      engine
          .jobs()
          .submitAll(IntStream.range(from, to).mapToObj(AiSchedulerRun::submission).toList());
    }
  }

  /** Returns when the last row is a job. */
  private void run(int jobs) {
    StringBuilder csv = new StringBuilder("type,number,priority\n");
    for (int i = 0; i < jobs; i++) {
      csv.append("llm,").append(i).append(',').append(i % PRIORITIES).append('\n');
    }
    BulkRuns bulk = engine.bulkRuns();
    BulkOptions options =
        new BulkOptions(
            "bench",
            null,
            Json.mapper().createObjectNode(),
            MAX_WINDOW,
            null,
            false,
            null,
            CallbackTerms.NONE,
            null);
    try {
      UUID id =
          bulk.submit(
                  bulk.newId(),
                  options,
                  new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))
              .id();
      while (engine.runs().find(id).orElseThrow().counts().items() < jobs) {
        Thread.sleep(5);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void submit(int number) {
    engine.jobs().submit(submission(number));
  }

  private static Submission submission(int number) {
    ObjectNode request = Json.mapper().createObjectNode().put("number", number);
    return new Submission(
        LlmTask.TYPE, request, number % PRIORITIES, null, null, null, List.of(), null);
  }

  @Override
  public void start() {
    engine.jobs().pause(LlmTask.TYPE, false);
  }

  @Override
  public void pause() {
    engine.jobs().pause(LlmTask.TYPE, true);
  }

  @Override
  public long unfinished() {
    return RowCount.of(database, UNFINISHED);
  }

  @Override
  public void close() {
    try {
      engine.drain(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    engine.close();
    database.close();
  }
}
