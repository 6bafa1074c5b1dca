package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs that an earlier version left are run to their end by the engine of this one: queued, due,
 * and running on a node that is gone. {@code SchemaUpgradeTest} has the rows of every version.
 */
class UpgradedQueueTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"H2, 1", "POSTGRESQL, 1", "H2, 12", "POSTGRESQL, 17"})
  void jobs_of_an_earlier_version_run_to_their_end(Dialect dialect, String version)
      throws Exception {
    Settings.Database settings = TestDatabases.empty(dialect);
    Flyway.configure()
        .dataSource(settings.url(), settings.username(), settings.password())
        .locations("classpath:db/migration/" + dialect.name().toLowerCase(Locale.ROOT))
        .target(version)
        .load()
        .migrate();
    List<JobStatus> states = List.of(JobStatus.QUEUED, JobStatus.SCHEDULED, JobStatus.RUNNING);
    Jdbi before = Jdbi.create(settings.url(), settings.username(), settings.password());
    List<UUID> ids =
        before.withHandle(h -> states.stream().map(state -> insert(h, state)).toList());
    Database database = Database.open(settings, folder);
    try (EngineFixture fixture = new EngineFixture(database, folder, Clock.systemUTC())) {
      for (UUID id : ids) {
        Job job = fixture.await(id);
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.result()).contains("from before");
      }
    }
  }

  private static UUID insert(Handle h, JobStatus status) {
    UUID id = UUID.randomUUID();
    boolean running = status == JobStatus.RUNNING;
    h.execute(
        """
        INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress, attempt,
          max_attempts, fencing_token, request, tenant, tags, created_at, run_at, timeout_s, node)
        VALUES (?, 'llm', 'llm', 'gpu', 5, 1, ?, 0, ?, 3, ?, '{"text":"from before"}', 'default',
          '', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 60, ?)""",
        id,
        status.wireName(),
        running ? 1 : 0,
        running ? 1 : 0,
        running ? "a-node-of-before" : null);
    return id;
  }
}
