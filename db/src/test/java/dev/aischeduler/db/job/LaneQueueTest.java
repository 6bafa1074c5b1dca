package dev.aischeduler.db.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long jobs of a lane ran. */
class LaneQueueTest {

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_row_that_lost_a_time_to_somebodys_sql_does_not_count(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      LaneQueue queue = new LaneQueue(database);
      succeeded(database, "NULL", "'2026-01-01T00:00:09Z'");
      succeeded(database, "'2026-01-01T00:00:00Z'", "NULL");
      assertThat(queue.recentRunSeconds(TestTaskTypes.LLM)).isEmpty();
      succeeded(database, "'2026-01-01T00:00:00Z'", "'2026-01-01T00:00:02Z'");
      succeeded(database, "'2026-01-01T00:00:00Z'", "'2026-01-01T00:00:04Z'");
      assertThat(queue.recentRunSeconds(TestTaskTypes.LLM).orElseThrow()).isEqualTo(3, within(.01));
    }
  }

  private static void succeeded(Database database, String started, String finished) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    String.format(
                        Locale.ROOT,
                        """
                        INSERT INTO job (id, type, lane, resource, priority, sort_key, status,
                          progress, attempt, max_attempts, fencing_token, request, tenant, tags,
                          created_at, timeout_s, started_at, finished_at)
                        VALUES ('%s', 'llm', 'llm', 'gpu', 5, 1, 'succeeded', 0, 1, 3, 1, '{}',
                          'default', '', current_timestamp, 60, %s, %s)""",
                        UUID.randomUUID(),
                        started,
                        finished)));
  }
}
