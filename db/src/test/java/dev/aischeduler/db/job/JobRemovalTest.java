package dev.aischeduler.db.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobRemovalTest {
  private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant BEFORE = OLD.plusSeconds(10);

  private static UUID failed(Database database) {
    long time = SearchSql.firstId(OLD.toEpochMilli()).getMostSignificantBits();
    UUID id = new UUID(time, ThreadLocalRandom.current().nextLong());
    database
        .jdbi()
        .useHandle(
            h -> {
              h.createUpdate(
                      """
                      INSERT INTO job (id, type, lane, resource, priority, sort_key, status,
                        progress, attempt, max_attempts, fencing_token, request, tenant, tags,
                        created_at, finished_at, timeout_s, queue_timeout_s)
                      VALUES (:id, 'llm', 'llm', 'gpu', 5, 1, 'failed', 0, 1, 3, 1, '{}',
                        'default', '', :at, :at, 60, 0)""")
                  .bind("id", id)
                  .bind("at", OLD)
                  .execute();
              h.createUpdate(
                      "INSERT INTO job_event (job_id, at, kind, data)"
                          + " VALUES (:id, :at, 'state', '{}')")
                  .bind("id", id)
                  .bind("at", OLD)
                  .execute();
              h.createUpdate(
                      "INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256,"
                          + " created_at) VALUES (:id, 'a', 'text/plain', 1, :sha, :at)")
                  .bind("id", id)
                  .bind("sha", "0".repeat(64))
                  .bind("at", OLD)
                  .execute();
            });
    return id;
  }

  private static List<UUID> owners(Database database, String table) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT job_id FROM " + table).mapTo(UUID.class).list());
  }

  @ParameterizedTest
  @EnumSource
  void a_job_that_was_retried_since_it_was_found_stays_with_all_it_has(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      JobRemoval removal = new JobRemoval(database);
      UUID retried = failed(database);
      UUID forgotten = failed(database);
      List<UUID> found =
          removal.createdBefore(JobStatus.FAILED, TestTaskTypes.LLM, BEFORE, null, 10).stream()
              .filter(JobRemoval.Found::old)
              .map(JobRemoval.Found::id)
              .toList();
      assertThat(found).containsExactlyInAnyOrder(retried, forgotten);
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "UPDATE job SET status = 'queued', finished_at = NULL WHERE id = ?",
                      retried));
      assertThat(removal.remove(found, BEFORE)).isEqualTo(1);
      JobStore store = new JobStore(database);
      assertThat(store.find(retried)).isPresent();
      assertThat(store.find(forgotten)).isEmpty();
      assertThat(owners(database, "job_event")).containsExactly(retried);
      assertThat(owners(database, "artifact")).containsExactly(retried);
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobs_that_ended_late_keep_no_older_one_from_being_removed(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      JobRemoval removal = new JobRemoval(database);
      List<UUID> jobs = Stream.generate(() -> failed(database)).limit(5).sorted().toList();
      for (UUID late : jobs.subList(0, 2)) {
        database
            .jdbi()
            .useHandle(h -> h.execute("UPDATE job SET finished_at = ? WHERE id = ?", BEFORE, late));
      }
      int removed = 0;
      UUID position = null;
      do {
        JobRemoval.Step step =
            removal.removeSome(JobStatus.FAILED, TestTaskTypes.LLM, BEFORE, position, 2);
        removed += step.removed();
        position = step.next();
      } while (position != null);
      assertThat(removed).isEqualTo(3);
      assertThat(owners(database, "artifact"))
          .containsExactlyInAnyOrderElementsOf(jobs.subList(0, 2));
    }
  }
}
