package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.db.queue.JobQueue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database of the last schema with JobRunr's rows loses no job on the way to one queue. */
class OneQueueMigrationTest {
  private static final String LAST_WITH_TWO_ROWS = "10";

  @ParameterizedTest
  @EnumSource
  void jobs_in_every_state_stay_and_the_queue_goes_on(Dialect dialect) {
    Settings.Database settings = TestDatabases.empty(dialect);
    Flyway.configure()
        .dataSource(settings.url(), settings.username(), settings.password())
        .locations("classpath:" + dialect.migrations())
        .target(LAST_WITH_TWO_ROWS)
        .load()
        .migrate();
    List<UUID> ids =
        IntStream.range(0, JobStatus.values().length).mapToObj(i -> UUID.randomUUID()).toList();
    Jdbi before = Jdbi.create(settings.url(), settings.username(), settings.password());
    before.useHandle(h -> ids.forEach(id -> insert(h, id, state(ids, id))));

    try (Database database = Database.open(settings, Path.of("").toAbsolutePath())) {
      JobStore store = new JobStore(database);
      for (UUID id : ids) {
        Job job = store.find(id).orElseThrow();
        assertThat(job.status()).isEqualTo(state(ids, id));
        assertThat(job.request()).isEqualTo("{}");
        assertThat(store.events(id, 0, 10)).hasSize(1);
      }
      assertThat(tables(database)).doesNotContain("jobrunr_jobs", "jobrunr_metadata");
      JobQueue queue = new JobQueue(database);
      Instant now = Instant.now();
      UUID running = ids.get(List.of(JobStatus.values()).indexOf(JobStatus.RUNNING));
      assertThat(queue.recover(running, 1, "the node ended", now)).contains(JobStatus.QUEUED);
      assertThat(queue.due(now, 10)).hasSize(1);
      Claim all = new Claim(TestTaskTypes.LLM, 10, 0);
      assertThat(queue.turn(List.of(), List.of(all), "node", now).claimed().get(0).jobs())
          .hasSize(3);
    }
  }

  private static JobStatus state(List<UUID> ids, UUID id) {
    return List.of(JobStatus.values()).get(ids.indexOf(id));
  }

  private static void insert(Handle h, UUID id, JobStatus status) {
    boolean running = status == JobStatus.RUNNING;
    h.execute(
        """
        INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress, attempt,
          max_attempts, fencing_token, request, tenant, tags, created_at, run_at, timeout_s, node)
        VALUES (?, 'llm', 'llm', 'gpu', 5, 1, ?, 0, ?, 3, ?, '{}', 'default', '',
          CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 60, 'node')""",
        id,
        status.wireName(),
        running ? 1 : 0,
        running ? 1 : 0);
    h.execute(
        """
        INSERT INTO job_event (job_id, at, kind, data)
        VALUES (?, CURRENT_TIMESTAMP, 'state', '{"status":"queued"}')""",
        id);
    if (!status.isFinal()) {
      h.execute(
          """
          INSERT INTO jobrunr_jobs (id, version, jobAsJson, jobSignature, state, createdAt,
            updatedAt)
          VALUES (?, 1, '{}', 'x', 'ENQUEUED', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""",
          id);
    }
  }

  private static List<String> tables(Database database) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT LOWER(table_name) FROM information_schema.tables")
                    .mapTo(String.class)
                    .list());
  }
}
