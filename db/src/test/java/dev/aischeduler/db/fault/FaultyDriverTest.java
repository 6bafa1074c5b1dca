package dev.aischeduler.db.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.fault.Fault.Statement;
import dev.aischeduler.db.fault.Fault.When;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An injected failure does to connections and transactions what a real one does. */
@ParameterizedClass
@EnumSource(Dialect.class)
class FaultyDriverTest {
  private static final String INSERT = "INSERT INTO t (n) VALUES (?)";

  @Parameter Dialect dialect;
  private FaultyDriver driver;
  private Database database;

  @BeforeEach
  void open() {
    driver = new FaultyDriver(dialect);
    database =
        Database.open(
            TestDatabases.settings(dialect), Path.of("").toAbsolutePath(), driver::around);
    database.jdbi().useHandle(h -> h.execute("CREATE TABLE t (n integer)"));
    driver.forget();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void statements_are_remembered_in_one_line_and_commits_by_what_they_commit() throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, 1);
      insert(connection, 2);
      connection.commit();
      try (var select = connection.prepareStatement("SELECT n FROM t\n WHERE n IN (?, ?,?)")) {
        for (int i = 1; i <= 3; i++) {
          select.setInt(i, i);
        }
        select.executeQuery();
      }
      connection.rollback();
    }
    assertThat(driver.statements())
        .containsEntry(statement(INSERT), 2L)
        .containsEntry(statement("COMMIT after " + INSERT), 1L)
        .containsEntry(statement("SELECT n FROM t WHERE n IN (?)"), 1L);
  }

  @Test
  void a_lone_statement_leaves_its_effect_only_when_it_ran_and_was_not_rolled_back() {
    for (FaultError error : FaultError.of(dialect)) {
      for (When when : When.values()) {
        long before = rows();
        driver.arm(new Fault(statement(INSERT), when, error, 1));
        assertThat(catchThrowable(() -> onAConnection(c -> insert(c, 1)))).isNotNull();
        assertThat(driver.firedOn()).isEqualTo(Thread.currentThread().getName());
        boolean stays = when == When.AFTER && error.effect() != FaultError.Effect.ROLLED_BACK;
        assertThat(rows() - before).as("%s %s", when, error).isEqualTo(stays ? 1 : 0);
      }
    }
  }

  @Test
  void a_commit_is_done_only_when_it_ran_and_was_not_rolled_back() {
    for (FaultError error : FaultError.of(dialect)) {
      for (When when : When.values()) {
        long before = rows();
        driver.arm(new Fault(statement("COMMIT after " + INSERT), when, error, 1));
        assertThat(
                catchThrowable(
                    () -> database.jdbi().useTransaction(h -> insert(h.getConnection(), 1))))
            .isNotNull();
        boolean stays = when == When.AFTER && error.effect() != FaultError.Effect.ROLLED_BACK;
        assertThat(rows() - before).as("%s %s", when, error).isEqualTo(stays ? 1 : 0);
      }
    }
  }

  @Test
  void after_an_error_of_the_server_a_transaction_cannot_go_on_as_if_nothing_had_happened()
      throws Exception {
    List<FaultError> serverErrors =
        FaultError.of(dialect).stream()
            .filter(e -> e.effect() != FaultError.Effect.CLIENT)
            .toList();
    for (FaultError error : serverErrors) {
      for (When when : When.values()) {
        long before = rows();
        onAConnection(
            c -> {
              c.setAutoCommit(false);
              insert(c, 1);
              driver.arm(new Fault(statement(INSERT), when, error, 1));
              assertThatThrownBy(() -> insert(c, 2)).isInstanceOf(SQLException.class);
              if (error.effect() == FaultError.Effect.CONNECTION_LOST) {
                assertThatThrownBy(() -> insert(c, 3)).isInstanceOf(SQLException.class);
              } else if (dialect == Dialect.POSTGRESQL) {
                assertThatThrownBy(() -> insert(c, 3))
                    .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
              }
              if (error.effect() != FaultError.Effect.CONNECTION_LOST) {
                c.rollback();
              }
            });
        assertThat(rows()).as("%s %s", when, error).isEqualTo(before);
      }
    }
  }

  @Test
  void the_chosen_execution_fails_and_no_other() {
    driver.arm(new Fault(statement(INSERT), When.BEFORE, FaultError.RUNTIME_EXCEPTION, 3));
    List<Boolean> failed =
        Stream.of(1, 2, 3, 4)
            .map(n -> catchThrowable(() -> onAConnection(c -> insert(c, n))) != null)
            .toList();
    assertThat(failed).containsExactly(false, false, true, false);
    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void errors_look_as_the_driver_makes_them() {
    for (FaultError error : FaultError.of(dialect)) {
      Throwable made = error.exception("x");
      assertThat(made).isNotNull();
      if (made instanceof SQLException sql && !error.code().equals("50200")) {
        assertThat(sql.getSQLState()).isEqualTo(error.code());
      }
    }
    assertThat(FaultError.H2_LOCK_TIMEOUT.exception("x"))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(e.getErrorCode() + " " + e.getSQLState()).isEqualTo("50200 HYT00"));
  }

  private static Statement statement(String sql) {
    return new Statement(sql, Sender.OTHER);
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void onAConnection(Work work) throws SQLException {
    Connection connection = database.dataSource().getConnection();
    try {
      work.on(connection);
    } finally {
      closeIfItLives(connection);
    }
  }

  private static void closeIfItLives(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("closed");
    }
  }

  private static void insert(Connection on, int n) throws SQLException {
    try (var insert = on.prepareStatement(INSERT)) {
      insert.setInt(1, n);
      insert.executeUpdate();
    }
  }

  private long rows() {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM t").mapTo(Long.class).one());
  }
}
