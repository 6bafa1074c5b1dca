package dev.aischeduler.db.jobrunr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The statements that run for every job stay on their index, however long the queue. */
class HotPathPlanTest {
  private static final int ROWS = 20_000;

  @Test
  void postgresql_claims_promotes_and_peeks_by_index_without_a_sort_of_the_queue() {
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL)) {
      fill(database, "generate_series(1, " + ROWS + ") AS s(x)", "gen_random_uuid()");
      database.jdbi().useHandle(h -> h.execute("ANALYZE job"));
      String claim = explain(database, ClaimSql.POSTGRESQL, "'llm'", "8");
      assertThat(claim).contains("job_claim_idx").doesNotContain("seq scan on job ");
      String due = explain(database, JobRunrQueue.DUE, "now()", "200");
      assertThat(due).contains("job_due_idx").doesNotContain("seq scan");
      String head =
          explain(
              database,
              "SELECT sort_key FROM job WHERE lane = ? AND status = 'queued'"
                  + " ORDER BY lane, status, sort_key LIMIT 1",
              "'llm'");
      assertThat(head).contains("job_claim_idx").doesNotContain("seq scan");
      String hunt = explain(database, JobRunrRows.PROCESSING, "now()", "100");
      assertThat(hunt).contains("job_status_idx").doesNotContain("seq scan on job ");
    }
  }

  @Test
  void h2_claims_promotes_and_peeks_by_index_without_a_sort_of_the_queue() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      fill(database, "system_range(1, " + ROWS + ") AS s(x)", "random_uuid()");
      database.jdbi().useHandle(h -> h.execute("ANALYZE"));
      String claim = explain(database, ClaimSql.H2, "'llm'", "8");
      assertThat(claim).contains("job_claim_idx").contains("index sorted").contains("primary_key");
      assertThat(claim).doesNotContain("tablescan");
      String due = explain(database, JobRunrQueue.DUE, "current_timestamp", "200");
      assertThat(due).contains("job_due_idx").contains("index sorted");
      String hunt = explain(database, JobRunrRows.PROCESSING, "current_timestamp", "100");
      assertThat(hunt).contains("job_status_idx").contains("primary_key");
      assertThat(hunt).doesNotContain("tablescan");
    }
  }

  private static void fill(Database database, String numbers, String uuid) {
    // creates JobRunr's tables
    var unused =
        new JobRunrQueue(
            database, Clock.systemUTC(), id -> null, job -> {}, (jobs, queued, scheduled) -> {});
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    """
                    INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress,
                      attempt, max_attempts, fencing_token, request, tenant, tags, created_at, run_at,
                      timeout_s)
                    SELECT %s, 'llm', 'llm', 'gpu', 5, x,
                           CASE WHEN mod(x, 10) = 0 THEN 'scheduled' ELSE 'queued' END,
                           0, 0, 3, 0, '{}', 't', '', current_timestamp, current_timestamp, 60
                      FROM %s"""
                        .formatted(uuid, numbers)));
  }

  private static String explain(Database database, String sql, String... values) {
    String filled = sql;
    for (String value : values) {
      filled = filled.replaceFirst("\\?", value);
    }
    String statement = "EXPLAIN " + filled;
    return database
        .jdbi()
        .withHandle(h -> String.join("\n", h.createQuery(statement).mapTo(String.class).list()))
        .toLowerCase(Locale.ROOT);
  }
}
