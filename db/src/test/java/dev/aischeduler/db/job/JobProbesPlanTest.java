package dev.aischeduler.db.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a submission or a timer asks is a probe of an index, however many jobs there are. */
class JobProbesPlanTest {
  private static final int ROWS = 20_000;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void keys_shares_and_deadlines_are_found_by_index(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      fill(database, dialect);
      String unique = "SELECT * FROM job WHERE tenant = 't1' AND active_key IN ('k1', 'k2')";
      assertThat(explain(database, unique)).contains("job_active_key_idx");
      String last =
          ShareStore.LAST_KEY
              .replace(":lane", "'llm'")
              .replace(":tenant", "'t1'")
              .replace(":priority", "5");
      assertThat(explain(database, last)).contains("job_share_idx");
      assertThat(explain(database, ShareStore.WAITING.replace(":lane", "'llm'")))
          .contains("job_share_idx");
      String count =
          ShareStore.COUNT
              .replace(":lane", "'llm'")
              .replace(":tenant", "'t1'")
              .replace(":limit", "10");
      assertThat(explain(database, count)).contains("job_share_idx");
      assertThat(explain(database, LaneQueue.NEXT_DUE)).contains("job_due_idx");
      assertThat(explain(database, LaneQueue.recentRuns(dialect, TestTaskTypes.LLM)))
          .contains("job_status_idx");
      assertThat(explain(database, LaneQueue.recentRuns(dialect, TestTaskTypes.TTS)))
          .contains("job_status_idx");
      String failed = "SELECT count(*) FROM job WHERE status IN ('failed') AND error_type = 'x'";
      assertThat(explain(database, failed)).containsAnyOf("job_status_idx", "job_due_idx");
    }
  }

  /** Also where the planner expects many jobs and there are none. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void pages_by_state_and_type_and_dead_letters_go_by_their_index(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      fill(database, dialect);
      JobFilter failed =
          new JobFilter(
              Set.of(TestTaskTypes.LLM, TestTaskTypes.TTS),
              EnumSet.of(JobStatus.QUEUED, JobStatus.FAILED),
              List.of(),
              null,
              null,
              null,
              null);
      SearchSql sql = new SearchSql(failed, SearchSql.NEWEST, dialect, TestTaskTypes.ALL.all());
      assertThat(explain(database, sql.page(null, null, 50, 1000)))
          .contains("job_status_idx")
          .doesNotContain("job_pkey", "primary_key");
      assertThat(explain(database, sql.lastScanned(null, 1000)))
          .contains("job_status_idx")
          .doesNotContain("job_pkey", "primary_key");
      assertThat(explain(database, DeadLetterSql.newest(dialect, TestTaskTypes.ALL.all(), 1000)))
          .contains("job_status_idx")
          .doesNotContain("job_pkey", "primary_key");
      assertThat(explain(database, DeadLetterSql.groups(dialect, TestTaskTypes.ALL.all(), 1000)))
          .contains("job_status_idx");
    }
  }

  /** Asked every second: of a million jobs that wait, ten thousand entries of the index. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void lanes_are_counted_by_the_index_of_states(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      fill(database, dialect);
      assertThat(
              explain(database, new QueueCounts(database, TestTaskTypes.ALL.all()).sqlUpTo(1000)))
          .contains("job_status_idx")
          .doesNotContain("job_pkey", "primary_key");
    }
  }

  /** Jobs without a due time have entries too, which H2 has first. */
  @Test
  void the_next_due_time_is_one_entry_of_the_index() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      fill(database, Dialect.H2);
      database.jdbi().useHandle(h -> h.execute("UPDATE job SET start_by = NULL"));
      String plan =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery("EXPLAIN ANALYZE " + LaneQueue.NEXT_DUE)
                          .mapTo(String.class)
                          .one());
      assertThat(plan).contains("JOB_DUE_IDX").contains("scanCount: 1");
    }
  }

  /** Also for a tenant that the planner thinks has most jobs, and one that has none. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void pages_of_a_tenant_and_its_dead_letters_go_by_the_index_of_tenants(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      fill(database, dialect);
      for (String tenant : List.of("'t1'", "'t2'")) {
        for (JobFilter filter :
            List.of(
                JobFilter.all().of("x"), JobFilter.all().of("x").in(Set.of(JobStatus.FAILED)))) {
          SearchSql sql = new SearchSql(filter, SearchSql.NEWEST, dialect, TestTaskTypes.ALL.all());
          assertThat(explain(database, sql.page(null, null, 50, 1000).replace(":tenant", tenant)))
              .contains("job_tenant_idx")
              .doesNotContain("job_pkey", "primary_key");
          assertThat(explain(database, sql.lastScanned(null, 1000).replace(":tenant", tenant)))
              .contains("job_tenant_idx")
              .doesNotContain("job_pkey", "primary_key");
        }
        String letters = DeadLetterSql.groupsOfTenant(dialect, 1000).replace(":tenant", tenant);
        assertThat(explain(database, letters)).contains("job_tenant_idx");
      }
    }
  }

  private static void fill(Database database, Dialect dialect) {
    boolean h2 = dialect == Dialect.H2;
    // in the order of creation, as real ids are: that makes the primary key tempting
    String uuid = "CAST(lpad(CAST(x AS varchar), 32, '0') AS uuid)";
    String numbers =
        String.format(Locale.ROOT, h2 ? "system_range(1, %d)" : "generate_series(1, %d)", ROWS);
    database
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  String.format(
                      Locale.ROOT,
                      """
                  INSERT INTO job (id, type, lane, resource, priority, sort_key, status, progress,
                    attempt, max_attempts, fencing_token, request, tenant, tags, created_at,
                    timeout_s, unique_key, share, start_by)
                  SELECT %s, 'llm', 'llm', 'gpu', 5, x,
                         CASE WHEN mod(x, 10) = 0 THEN 'failed' WHEN mod(x, 3) = 0 THEN 'queued'
                              ELSE 'succeeded' END,
                         0, 0, 3, 0, '{}', 't1', '', current_timestamp, 60,
                         concat('k', x), concat('t', mod(x, 5)), current_timestamp
                    FROM %s AS s(x)""",
                      uuid,
                      numbers));
              h.execute(h2 ? "ANALYZE" : "ANALYZE job");
            });
  }

  private static String explain(Database database, String sql) {
    String plan =
        database
            .jdbi()
            .withHandle(
                h -> String.join("\n", h.createQuery("EXPLAIN " + sql).mapTo(String.class).list()))
            .toLowerCase(Locale.ROOT);
    assertThat(plan).doesNotContain("seq scan on job", "public.job.tablescan");
    return plan;
  }
}
