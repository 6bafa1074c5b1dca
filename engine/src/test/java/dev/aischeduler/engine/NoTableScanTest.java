package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.bulk.BulkAction;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.bulkrun.results.BulkResults;
import dev.aischeduler.engine.retention.Retention;
import dev.aischeduler.engine.schedule.Backfill;
import dev.aischeduler.engine.schedule.Schedules;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.system.Contexts;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does everything that people and timers do, over a long queue and a long history, and asks the
 * database whether a table of jobs was ever read from end to end.
 */
class NoTableScanTest {
  /**
   * So many that looking 250 of them up by their ids is far cheaper than reading all: at 40,000
   * PostgreSQL took the one or the other, by how full the tables' pages were.
   */
  private static final int JOBS = 100_000;

  private static final List<String> TABLES = List.of("job", "job_event", "artifact");
  @TempDir Path folder;

  @Test
  void postgresql_counts_no_sequential_scan() throws Exception {
    assertThat(scansOfWork())
        .hasSize(TABLES.size())
        .allSatisfy((table, count) -> assertThat(count).as(table).isZero());
  }

  /** Scans of each table beyond those of a start, which it does once. */
  private Map<String, Long> scansOfWork() throws Exception {
    Settings.Database settings = TestDatabases.settings(Dialect.POSTGRESQL);
    try (EngineFixture fixture = start(Database.open(settings, folder))) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      fill(fixture.database, Dialect.POSTGRESQL);
      fixture.database.jdbi().useHandle(h -> TABLES.forEach(t -> keepPlans(h, t)));
    }
    Map<String, Long> before = scans(settings);
    start(Database.open(settings, folder)).close();
    Map<String, Long> between = scans(settings);
    try (EngineFixture fixture = start(Database.open(settings, folder))) {
      work(fixture);
    }
    Map<String, Long> after = scans(settings);
    return TABLES.stream()
        .collect(
            Collectors.toMap(
                table -> table,
                table -> after.get(table) - 2 * between.get(table) + before.get(table)));
  }

  /**
   * Takes the statistics of a long queue, and keeps them: what PostgreSQL would take anew amid the
   * work depends on the moment.
   */
  private static void keepPlans(Handle handle, String table) {
    handle.execute("VACUUM ANALYZE " + table);
    handle.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
  }

  /**
   * Sessions tell their figures when they end, so all others have ended before, a moment after we
   * closed them. And PostgreSQL before 15 answers from a copy that may be half a second old.
   */
  private static Map<String, Long> scans(Settings.Database settings) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.username(), settings.password());
        Handle handle = Jdbi.open(connection)) {
      await().until(() -> sessions(handle) == 1);
      OffsetDateTime ended =
          handle.createQuery("SELECT clock_timestamp()").mapTo(OffsetDateTime.class).one();
      return await().until(() -> scansSince(handle, ended), scans -> scans.size() == TABLES.size());
    }
  }

  private static int sessions(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND backend_type = 'client backend'""")
        .mapTo(int.class)
        .one();
  }

  /** Nothing while the figures are older than this. */
  private static Map<String, Long> scansSince(Handle handle, OffsetDateTime when) {
    return handle
        .createQuery(
            """
            SELECT relname, seq_scan FROM pg_stat_user_tables
             WHERE relname IN (<tables>) AND seq_scan IS NOT NULL
               AND COALESCE(pg_stat_get_snapshot_timestamp(), clock_timestamp()) > :when""")
        .bindList("tables", TABLES)
        .bind("when", when)
        .map((row, c) -> Map.entry(row.getString(1), row.getLong(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void h2_plans_no_table_scan_for_any_statement() throws Exception {
    try (EngineFixture fixture = start(TestDatabases.open(Dialect.H2))) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      fill(fixture.database, Dialect.H2);
      fixture
          .database
          .jdbi()
          .useHandle(
              h -> {
                h.execute("ANALYZE");
                h.execute("SET QUERY_STATISTICS_MAX_ENTRIES 10000");
                h.execute("SET QUERY_STATISTICS TRUE");
              });
      work(fixture);
      List<String> scanning = new ArrayList<>();
      for (String sql : statements(fixture.database)) {
        String plan = plan(fixture.database, sql);
        if (TABLES.stream().anyMatch(table -> plan.contains("public." + table + ".tablescan"))) {
          scanning.add(plan);
        }
      }
      assertThat(scanning).isEmpty();
    }
  }

  private static List<String> statements(Database database) {
    List<String> statements =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT sql_statement FROM information_schema.query_statistics")
                        .mapTo(String.class)
                        .list());
    assertThat(statements).hasSizeGreaterThan(40);
    return statements.stream()
        .filter(sql -> sql.strip().matches("(?is)(select|update|delete|with).*"))
        .toList();
  }

  private static String plan(Database database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
      for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
        explain.setString(i, null);
      }
      try (ResultSet row = explain.executeQuery()) {
        row.next();
        return row.getString(1).toLowerCase(Locale.ROOT);
      }
    }
  }

  private EngineFixture start(Database database) {
    return new EngineFixture(database, folder, Clock.systemUTC(), "lanes.llm.max_queued=1000000");
  }

  private static void bulkRun(EngineFixture fixture) throws Exception {
    BulkRuns bulk = fixture.engine().bulkRuns();
    String rows =
        IntStream.range(0, 600)
            .mapToObj(i -> "b" + i + (i % 100 == 0 ? ",fail" : ",artifact") + "\n")
            .collect(Collectors.joining());
    BulkOptions options =
        new BulkOptions(
            "scan",
            null,
            JsonNodeFactory.instance.objectNode().put("type", "tts").put("max_attempts", 1),
            null,
            null,
            false,
            null,
            CallbackTerms.NONE,
            null);
    UUID id =
        bulk.submit(
                bulk.newId(),
                options,
                new ByteArrayInputStream(("text,action\n" + rows).getBytes(StandardCharsets.UTF_8)))
            .id();
    Run done = over(fixture, id);
    assertThat(done.counts().succeeded()).as(done.toString()).isEqualTo(594);
    BulkResults results = fixture.engine().bulkResults();
    for (InputStream all :
        List.of(
            results.jsonl(done, a -> ""),
            results.csv(done),
            results.rejects(done),
            results.zip(done))) {
      assertThat(all.readAllBytes()).isNotEmpty();
    }
    assertThat(fixture.engine().bulkSummaries().of(done).runS()).isNotNull();
    bulk.retry(id);
    over(fixture, id);
  }

  private static Run over(EngineFixture fixture, UUID run) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> fixture.engine().runs().find(run).orElseThrow().status().isFinal());
    return fixture.engine().runs().find(run).orElseThrow();
  }

  /** What a person at the API, a second node and the timers may ask for. */
  private void work(EngineFixture fixture) throws Exception {
    bulkRun(fixture);
    JobService jobs = fixture.jobs();
    UUID one = fixture.submit(TestTaskTypes.LLM, "one", null);
    jobs.submitAll(
        IntStream.range(0, 300)
            .mapToObj(
                i -> Submission.of(TestTaskTypes.LLM, EngineFixture.request("bulk" + i, null)))
            .toList());
    jobs.tenants().put(new Tenant("rare", 1, 100, null, null));
    jobs.submit(
        new Submission(
            TestTaskTypes.LLM,
            EngineFixture.request("keyed", null),
            5,
            null,
            null,
            Instant.now().plusSeconds(3600),
            List.of("rare"),
            "key"));
    fixture.await(fixture.submit(TestTaskTypes.TTS, "speech", "artifact"));
    fixture.await(fixture.submitWith(TestTaskTypes.TTS, "broken", "fail", 1, 10));
    jobs.find(one);
    jobs.artifacts(List.of(one));
    jobs.events(one, 0);
    jobs.reprioritise(one, 9);
    jobs.cancel(one);
    jobs.retry(one);
    jobs.lanes();
    fixture.engine().nodes().list();
    fixture.engine().nodes().servers();
    for (JobFilter filter : filters()) {
      jobs.listNewer(filter, one, 50);
      jobs.listWithWords(filter, "speech", null, 50);
      jobs.counts(filter, 10_001);
      JobPage page = jobs.list(filter, null, 50);
      while (page.next() != null && page.jobs().isEmpty()) {
        page = jobs.list(filter, page.next(), 50);
      }
    }
    jobs.actions().deadLetters(null);
    JobFilter broken = filter(Set.of(TestTaskTypes.TTS), Set.of(JobStatus.FAILED), "error");
    jobs.actions().run(new BulkAction.Retry(), broken, JOBS);
    JobFilter later = filter(Set.of(TestTaskTypes.TTS), Set.of(), null);
    jobs.actions().run(new BulkAction.Reprioritise(4), later, JOBS);
    jobs.actions().run(new BulkAction.Cancel(), later, JOBS);
    schedules(fixture);
    Clock later90 = Clock.offset(Clock.systemUTC(), Duration.ofDays(90));
    new Retention(
            fixture.settings,
            TestTaskTypes.ALL.all(),
            new JobRemoval(fixture.database),
            new RunStore(fixture.database),
            (run, kind) -> {},
            new ScheduleRunStore(fixture.database),
            fixture.artifacts(),
            fixture.artifacts(),
            new DeliveryStore(fixture.database),
            new OpenAiObjectStore(fixture.database),
            new BotMessageStore(fixture.database),
            later90)
        .run("{}", Contexts.none());
  }

  private static void schedules(EngineFixture fixture) {
    Schedules schedules = fixture.engine().schedules();
    schedules.create(
        (ObjectNode)
            StrictJson.tree(
                """
                {"name": "s", "when": "every 1s", "overlap": "cancel_other",
                 "target": {"job": {"type": "tts", "text": "t"}}}"""));
    schedules.runNow("s");
    Instant now = Instant.now();
    schedules.backfill("s", Backfill.of(now.minusSeconds(20), now));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                schedules.history("s", Set.of(FireState.SUCCEEDED), null, 100).orElseThrow().size()
                    > 20);
    schedules.pause("s", null);
    schedules.resume("s");
    schedules.list(null, null, 10);
    schedules.remove("s");
  }

  private static List<JobFilter> filters() {
    List<JobFilter> all = new ArrayList<>();
    all.add(JobFilter.all());
    all.add(filter(Set.of(TestTaskTypes.TTS), Set.of(), null));
    all.add(
        filter(Set.of(), Set.of(JobStatus.QUEUED, JobStatus.SCHEDULED, JobStatus.RUNNING), null));
    all.add(filter(Set.of(TestTaskTypes.LLM), Set.of(JobStatus.FAILED), "worker_lost"));
    all.add(filter(Set.of(), Set.of(), "none"));
    all.add(new JobFilter(Set.of(), Set.of(), List.of("rare"), null, null, null, null));
    all.add(new JobFilter(Set.of(), Set.of(), List.of(), "rare", null, null, null));
    Instant hour = Instant.now().minusSeconds(3600);
    all.add(new JobFilter(Set.of(), Set.of(), List.of(), null, null, hour, hour.plusSeconds(60)));
    return all;
  }

  private static JobFilter filter(
      Set<TaskType> types, Set<JobStatus> states, @Nullable String error) {
    return new JobFilter(types, states, List.of(), null, error, null, null);
  }

  /** A long queue of one lane and a long history. */
  private static void fill(Database database, Dialect dialect) {
    boolean h2 = dialect == Dialect.H2;
    String uuid = h2 ? "random_uuid()" : "gen_random_uuid()";
    String numbers =
        String.format(
            Locale.ROOT, (h2 ? "system_range(1, 40000)" : "generate_series(1, %d)"), JOBS);
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
                    started_at, finished_at, timeout_s, error_type)
                  SELECT %s, 'llm', 'llm', 'gpu', 5, x, status, 0, 0, 3, 0,
                         '{"text":"x"}', 'default', '',
                         current_timestamp + x * INTERVAL '0.001' SECOND,
                         CASE WHEN status = 'queued' THEN NULL ELSE current_timestamp END,
                         CASE WHEN status = 'queued' THEN NULL
                              ELSE current_timestamp + x * INTERVAL '0.001' SECOND END, 60,
                         CASE WHEN status = 'failed' THEN 'error' END
                    FROM (SELECT x, CASE WHEN mod(x, 2) = 0 THEN 'queued'
                                         WHEN mod(x, 5) = 0 THEN 'failed'
                                         ELSE 'succeeded' END AS status FROM %s AS s(x)) n""",
                      uuid,
                      numbers));
              h.execute(
                  """
                  INSERT INTO job_event (job_id, at, kind, data)
                  SELECT id, created_at, 'state', '{"status":"queued"}' FROM job""");
              h.execute(
                  """
                  INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
                  SELECT id, 'a.txt', 'text/plain', 1, 'x', created_at FROM job""");
            });
  }
}
