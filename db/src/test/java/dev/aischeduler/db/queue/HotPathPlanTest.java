package dev.aischeduler.db.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The statements that run for every job stay on their index, however long the queue. */
class HotPathPlanTest {
  private static final int ROWS = 20_000;

  @Test
  void postgresql_claims_starts_ends_and_promotes_by_index_without_a_sort_of_the_queue() {
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL)) {
      fill(database, "generate_series(1, " + ROWS + ") AS s(x)", "gen_random_uuid()");
      database.jdbi().useHandle(h -> h.execute("ANALYZE job"));
      String claim =
          explain(database, ClaimSql.POSTGRESQL, "'n'", "now()", "'llm'", "8", "now()", "'{}'");
      assertThat(claim).contains("job_claim_idx").contains("job_pkey");
      String free = explain(database, DirectStart.IS_FREE, "'llm'", "5", "'llm'");
      assertThat(free).contains("job_claim_idx");
      String due = explain(database, JobChanges.DUE, "now()", "200");
      assertThat(due).contains("job_due_idx");
      String ends =
          explain(
              database,
              FinishSql.ALL,
              "array['" + id(database) + "']",
              "array[1::bigint]",
              "array['succeeded']",
              "array[0]",
              "array[null::text]",
              "array[null::text]",
              "array[null::text]",
              "array[null::text]",
              "array[null::text]",
              "array[1]",
              "array['2026-11-23T10:00:00Z']",
              "array['{}']");
      assertThat(ends).contains("job_pkey");
    }
  }

  @Test
  void h2_claims_starts_and_promotes_by_index_without_a_sort_of_the_queue() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      fill(database, "system_range(1, " + ROWS + ") AS s(x)", "random_uuid()");
      database.jdbi().useHandle(h -> h.execute("ANALYZE"));
      String claim = explain(database, ClaimSql.H2, "'llm'", "8");
      assertThat(claim).contains("job_claim_idx").contains("index sorted");
      String free = explain(database, DirectStart.IS_FREE, "'llm'", "5", "'llm'");
      assertThat(free).contains("job_claim_idx");
      String due = explain(database, JobChanges.DUE, "current_timestamp", "200");
      assertThat(due).contains("job_due_idx").contains("index sorted");
    }
  }

  private static String id(Database database) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT id FROM job LIMIT 1").mapTo(String.class).one());
  }

  private static void fill(Database database, String numbers, String uuid) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    String.format(
                        Locale.ROOT,
                        """
                    INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress,
                      attempt, max_attempts, fencing_token, request, tenant, tags, created_at, run_at,
                      timeout_s)
                    SELECT %s, 'llm', 'llm', 'gpu', 5, x,
                           CASE WHEN mod(x, 10) = 0 THEN 'scheduled' ELSE 'queued' END,
                           0, 0, 3, 0, '{}', 't', '', current_timestamp, current_timestamp, 60
                      FROM %s""",
                        uuid,
                        numbers)));
  }

  private static String explain(Database database, String sql, String... values) {
    String filled = sql;
    for (String value : values) {
      filled = filled.replaceFirst("\\?", value);
    }
    String statement = "EXPLAIN " + filled;
    String plan =
        database
            .jdbi()
            .withHandle(h -> String.join("\n", h.createQuery(statement).mapTo(String.class).list()))
            .toLowerCase(Locale.ROOT);
    assertThat(plan).doesNotContain("seq scan on job ", "public.job.tablescan");
    return plan;
  }
}
