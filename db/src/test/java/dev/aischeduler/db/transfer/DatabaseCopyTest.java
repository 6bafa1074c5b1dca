package dev.aischeduler.db.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.table.TableSum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stopped installation moves from an H2 file to PostgreSQL, whatever interrupts it. */
class DatabaseCopyTest {
  private static final int JOBS = 300;
  private static final TransferListener QUIET = (step, table, rows, total) -> {};

  @TempDir Path folder;

  private void fill() throws Exception {
    try (Database source = Database.open(TestDatabases.h2File(folder), folder)) {
      SampleRows.fill(source, JOBS, 300);
    }
  }

  private Comparison copy(Settings.Database to, TransferListener listener) throws Exception {
    return copy(TestDatabases.h2File(folder), to, listener);
  }

  private Comparison copy(Settings.Database from, Settings.Database to, TransferListener listener)
      throws Exception {
    try (Database source = Database.own(from, folder);
        DatabaseRows rows = new DatabaseRows(source);
        Database target = Database.own(to, folder)) {
      return new DatabaseCopy(target, listener).run(rows);
    }
  }

  private static long numbers(Database database, String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void a_failure_at_any_page_leaves_what_the_next_run_completes_on_either_database()
      throws Exception {
    fill();
    Settings.Database first = TestDatabases.empty(Dialect.POSTGRESQL);
    Settings.Database back = TestDatabases.h2File(folder.resolve("back"));
    List<TableSum> sums = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      Settings.Database from = i == 1 ? TestDatabases.h2File(folder) : first;
      Settings.Database to = i == 1 ? first : back;
      Comparison result = null;
      for (int stopAt = 1; result == null; stopAt += 40) {
        int[] left = {stopAt};
        try {
          result =
              copy(
                  from,
                  to,
                  (step, table, rows, total) -> {
                    if (--left[0] == 0) {
                      throw new IllegalStateException("stopped at " + table);
                    }
                  });
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("stopped at");
        }
      }
      assertThat(result.different()).isEmpty();
      if (i == 1) {
        sums.addAll(result.target());
      } else {
        assertThat(result.target()).isEqualTo(sums);
      }
    }
  }

  @Test
  void refuses_a_target_that_has_rows_or_a_part_of_another_and_a_source_that_has_no_tables()
      throws Exception {
    fill();
    Settings.Database used = TestDatabases.settings(Dialect.POSTGRESQL);
    try (Database target = Database.open(used, folder)) {
      target
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "INSERT INTO link_key (version, secret, created_at)"
                          + " VALUES (1, 'x', CURRENT_TIMESTAMP)"));
    }
    assertThatThrownBy(() -> copy(used, QUIET))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("not empty: table link_key has 1 row");
    Database.open(used, folder).close();

    Settings.Database partly = TestDatabases.settings(Dialect.POSTGRESQL);
    assertThatThrownBy(
            () ->
                copy(
                    partly,
                    (step, table, rows, total) -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    Settings.Database other = TestDatabases.settings(Dialect.H2);
    try (Database kept = Database.open(other, folder)) {
      assertThat(kept.dialect()).isEqualTo(Dialect.H2);
      assertThatThrownBy(() -> copy(other, partly, QUIET))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("unfinished copy of jdbc:h2:file:")
          .hasMessageContaining("finish that one");
    }
    assertThatThrownBy(() -> copy(TestDatabases.empty(Dialect.H2), partly, QUIET))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("no tables of AI Scheduler");
  }

  @Test
  void a_source_that_changed_after_it_was_copied_in_part_is_noticed() throws Exception {
    fill();
    Settings.Database to = TestDatabases.empty(Dialect.POSTGRESQL);
    assertThatThrownBy(
            () ->
                copy(
                    to,
                    (step, table, rows, total) -> {
                      if (table.equals("job_event")) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
        .hasMessage("stopped");
    try (Database source = Database.open(TestDatabases.h2File(folder), folder)) {
      source.jdbi().useHandle(h -> h.execute("UPDATE job SET progress = 0.5 WHERE progress = 0"));
    }
    assertThat(copy(to, QUIET).different()).containsExactly("job");
    assertThatThrownBy(() -> Database.open(to, folder)).hasMessageContaining("unfinished copy");
  }

  @Test
  void an_older_source_stays_as_it_is_and_the_target_is_brought_up_to_date() throws Exception {
    Settings.Database from = TestDatabases.empty(Dialect.H2);
    Flyway.configure()
        .dataSource(from.url(), from.username(), from.password())
        .locations("classpath:db/migration/h2")
        .target("20")
        .load()
        .migrate();
    Settings.Database to = TestDatabases.empty(Dialect.POSTGRESQL);
    try (Database source = Database.attach(from, folder);
        DatabaseRows rows = new DatabaseRows(source)) {
      assertThat(rows.schemaVersion()).isEqualTo("20");
      try (Database target = Database.own(to, folder)) {
        assertThat(new DatabaseCopy(target, QUIET).run(rows).different()).isEmpty();
      }
      assertThat(rows.tables()).noneMatch(table -> table.name().equals("link_key"));
    }
    try (Database moved = Database.open(to, folder)) {
      assertThat(numbers(moved, "SELECT COUNT(*) FROM link_key")).isZero();
      assertThat(numbers(moved, "SELECT COUNT(*) FROM lane")).isEqualTo(3);
    }
  }

  @Test
  void a_database_whose_nodes_run_is_not_moved() {
    Settings.Database to = TestDatabases.settings(Dialect.POSTGRESQL);
    try (Database used = Database.open(to, folder)) {
      used.jdbi()
          .useHandle(
              h ->
                  h.execute(
                      """
                      INSERT INTO node (name, labels, version, started_at, heartbeat_at,
                        incarnation, host, pid, slots, lanes, draining)
                      VALUES ('node-7', 'gpu', '1', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
                        ?, 'here', 1, 1, '', FALSE)""",
                      SampleRows.id(1)));
      assertThatThrownBy(() -> LiveNodes.refuse(used))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("Node node-7 works on");
      used.jdbi().useHandle(h -> h.execute("UPDATE node SET lost_at = CURRENT_TIMESTAMP"));
      LiveNodes.refuse(used);
    }
  }
}
