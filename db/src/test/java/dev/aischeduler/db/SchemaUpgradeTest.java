package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.transfer.SampleRows;
import dev.aischeduler.db.transfer.table.Column;
import dev.aischeduler.db.transfer.table.Row;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableReader;
import dev.aischeduler.db.transfer.table.Tables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database of every earlier schema, with rows in each of its tables, keeps them on the way to
 * this version, and its queue goes on.
 */
class SchemaUpgradeTest {
  /** Two in each state: queued, scheduled, running, and those that ended. */
  private static final int JOBS = 12;

  static Stream<Arguments> earlier() {
    return Arrays.stream(Dialect.values())
        .flatMap(
            dialect -> versions(dialect).stream().map(version -> Arguments.of(dialect, version)));
  }

  private static List<String> versions(Dialect dialect) {
    MigrationInfo[] all = flyway(dialect, TestDatabases.empty(Dialect.H2), "latest").info().all();
    return Arrays.stream(all)
        .limit(all.length - 1)
        .map(migration -> migration.getVersion().toString())
        .toList();
  }

  private static Flyway flyway(Dialect dialect, Settings.Database settings, String target) {
    return Flyway.configure()
        .dataSource(settings.url(), settings.username(), settings.password())
        .locations("classpath:" + dialect.migrations())
        .target(target)
        .load();
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void every_row_stays_and_the_queue_goes_on(Dialect dialect, String version) throws Exception {
    Settings.Database settings = TestDatabases.empty(dialect);
    flyway(dialect, settings, version).migrate();
    Map<String, List<Map<String, String>>> before;
    try (Connection connection =
        DriverManager.getConnection(settings.url(), settings.username(), settings.password())) {
      SampleRows.fill(connection, JOBS, 20);
      before = rows(connection);
    }
    assertThat(before).containsKeys("job", "job_event", "artifact", "lane");

    try (Database database = Database.open(settings, Path.of("").toAbsolutePath())) {
      try (Connection connection = database.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        Map<String, List<Map<String, String>>> after = rows(connection);
        assertThat(after.keySet()).noneMatch(table -> table.startsWith("jobrunr_"));
        // migration 5 took the rows of nodes, which no version had written
        before.keySet().removeIf(table -> table.startsWith("jobrunr_") || table.equals("node"));
        before.forEach(
            (table, rows) -> assertThat(only(rows, after.get(table))).as(table).containsAll(rows));
        connection.rollback();
      }
      goesOn(database);
    }
  }

  /** Rows of now with the columns of before: what was added is not compared. */
  private static List<Map<String, String>> only(
      List<Map<String, String>> before, List<Map<String, String>> after) {
    Set<String> columns = before.get(0).keySet();
    return after.stream()
        .map(
            row -> {
              Map<String, String> some = new TreeMap<>(row);
              some.keySet().retainAll(columns);
              return some;
            })
        .toList();
  }

  private static void goesOn(Database database) {
    JobStore store = new JobStore(database);
    JobQueue queue = new JobQueue(database);
    Instant now = Instant.now();
    for (int i = 0; i < JOBS; i++) {
      Job job = store.find(SampleRows.id(i)).orElseThrow();
      assertThat(store.events(job.id(), 0, 10)).hasSizeGreaterThanOrEqualTo(2);
      if (job.status() == JobStatus.RUNNING) {
        queue.recover(job.id(), job.fencingToken(), "the node ended", now);
      }
    }
    queue.due(now, JOBS);
    Claim all = new Claim(TestTaskTypes.LLM, JOBS, 0);
    List<Job> claimed = queue.turn(List.of(), List.of(all), "node", now).claimed().get(0).jobs();
    assertThat(claimed)
        .extracting(Job::id)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.of(0, 1, 2, 6, 7, 8).mapToObj(SampleRows::id).toList());
    assertThat(store.find(SampleRows.id(0)).orElseThrow().status()).isEqualTo(JobStatus.RUNNING);
  }

  /** The rows of each table, by the names of their columns. */
  private static Map<String, List<Map<String, String>>> rows(Connection connection)
      throws SQLException {
    Map<String, List<Map<String, String>>> all = new TreeMap<>();
    for (Table table : Tables.read(connection)) {
      List<Map<String, String>> rows = new ArrayList<>();
      try (TableReader reader = new TableReader(connection, table, null)) {
        for (List<Row> page = reader.next(); !page.isEmpty(); page = reader.next()) {
          page.forEach(row -> rows.add(texts(table, row)));
        }
      }
      all.put(table.name(), rows);
    }
    return all;
  }

  private static Map<String, String> texts(Table table, Row row) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Object value = row.values().get(i);
      Column column = table.columns().get(i);
      texts.put(column.name(), value == null ? "" : column.kind().text(value));
    }
    return texts;
  }
}
