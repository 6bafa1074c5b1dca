package dev.aischeduler.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.system.Contexts;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is old goes, and nothing else. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final Dialect dialect;
  private Database database;
  private Settings settings;

  RetentionTest(Dialect dialect) {
    this.dialect = dialect;
  }

  @BeforeEach
  void open() {
    database = TestDatabases.open(dialect);
    settings = EngineFixture.settings(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private ArtifactStore artifacts(Instant at) {
    return new ArtifactStore(
        database.jdbi(),
        new FileContentStore(folder.resolve("content"), Clock.fixed(at, ZoneOffset.UTC)));
  }

  private String run() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Retention(
            settings,
            TestTaskTypes.ALL.all(),
            new JobRemoval(database),
            new RunStore(database),
            (run, kind) -> {},
            new ScheduleRunStore(database),
            artifacts(NOW),
            new DeliveryStore(database),
            clock)
        .run("{}", Contexts.none());
  }

  private UUID job(String status, Instant started, @Nullable Instant finished) {
    UUID id = Generators.timeBasedEpochGenerator().construct(started.toEpochMilli());
    database
        .jdbi()
        .useHandle(
            h -> {
              h.createUpdate(
                      """
                      INSERT INTO job (id, type, lane, resource, priority, sort_key, status,
                        progress, attempt, max_attempts, fencing_token, request, tenant, tags,
                        created_at, started_at, finished_at, timeout_s, queue_timeout_s)
                      VALUES (:id, 'llm', 'llm', 'gpu', 5, 1, :status, 0, 1, 3, 1, '{}', 'default',
                        '', :started, :started, :finished, 604800, 0)""")
                  .bind("id", id)
                  .bind("status", status)
                  .bind("started", started)
                  .bind("finished", finished)
                  .execute();
              h.createUpdate(
                      "INSERT INTO job_event (job_id, at, kind, data)"
                          + " VALUES (:id, :at, 'state', '{}')")
                  .bind("id", id)
                  .bind("at", started)
                  .execute();
            });
    return id;
  }

  private long count(String table) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  @Test
  void old_final_jobs_go_with_their_history_and_others_stay() {
    Instant old = NOW.minus(Duration.ofDays(settings.retention().jobsDays())).minus(DAY);
    job("succeeded", old, old.plusSeconds(1));
    job("failed", old, NOW.minusSeconds(1));
    job("queued", old, null);
    assertThat(run()).startsWith("removed 1 jobs");
    assertThat(count("job")).isEqualTo(2);
    assertThat(count("job_event")).isEqualTo(2);
  }

  @Test
  void content_that_an_attempt_of_days_has_stored_stays_until_it_ends() throws Exception {
    Instant began = NOW.minus(Duration.ofDays(5));
    UUID running = job("running", began, null);
    String mine = artifacts(began.plusSeconds(60)).content().put(new byte[] {1}).sha256();
    String nobodys =
        artifacts(began.minus(DAY.multipliedBy(2))).content().put(new byte[] {2}).sha256();
    run();
    artifacts(NOW).content().open(mine).close();
    assertThatThrownBy(() -> artifacts(NOW).content().open(nobodys))
        .isInstanceOf(ArtifactContentException.class);
    database
        .jdbi()
        .useHandle(h -> h.execute("UPDATE job SET status = 'failed' WHERE id = ?", running));
    run();
    assertThatThrownBy(() -> artifacts(NOW).content().open(mine))
        .isInstanceOf(ArtifactContentException.class);
  }
}
