package dev.aischeduler.db.fault;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.fault.FaultyDriver.Execution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * Does to the real connection what a real failure does, so that the code under test cannot go on as
 * if nothing had happened: closes it, or leaves its transaction aborted or rolled back.
 */
final class FaultEffect {
  private final Dialect dialect;
  private final Connection real;
  private final FaultError error;
  private final boolean commit;

  /** The effect of an error on a statement, or on a commit. */
  FaultEffect(Dialect dialect, Connection real, FaultError error, boolean commit) {
    this.dialect = dialect;
    this.real = real;
    this.error = error;
    this.commit = commit;
  }

  /** The statement never runs. */
  void before() throws SQLException {
    switch (error.effect()) {
      case CONNECTION_LOST -> real.close();
      case ROLLED_BACK, UNKNOWN -> failTransaction();
      case CLIENT -> {}
    }
  }

  /** The statement runs, and its effect stays as far as the error allows. */
  void after(Execution execution) throws Throwable {
    switch (error.effect()) {
      case CONNECTION_LOST -> {
        execution.run();
        real.close();
      }
      case ROLLED_BACK -> runInVain(execution);
      case UNKNOWN -> {
        execution.run();
        if (!commit) {
          failTransaction();
        }
      }
      case CLIENT -> execution.run();
    }
  }

  private void failTransaction() throws SQLException {
    if (real.getAutoCommit()) {
      return;
    }
    if (commit || rollsAllBack()) {
      real.rollback();
    } else if (dialect == Dialect.POSTGRESQL) {
      abort();
    }
  }

  /** H2 ends the transaction that it chose to break a deadlock; PostgreSQL waits for ROLLBACK. */
  private boolean rollsAllBack() {
    return dialect == Dialect.H2 && error == FaultError.H2_DEADLOCK;
  }

  private void runInVain(Execution execution) throws Throwable {
    if (commit) {
      real.rollback();
    } else if (real.getAutoCommit()) {
      real.setAutoCommit(false);
      try {
        execution.run();
      } finally {
        real.rollback();
        real.setAutoCommit(true);
      }
    } else if (dialect == Dialect.POSTGRESQL || rollsAllBack()) {
      execution.run();
      failTransaction();
    } else {
      Savepoint before = real.setSavepoint();
      execution.run();
      real.rollback(before);
    }
  }

  /** Each further statement fails with 25P02 until ROLLBACK, as after any error. */
  private void abort() {
    try (Statement statement = real.createStatement()) {
      statement.execute("SELECT 1/0");
    } catch (SQLException expected) {
      return;
    }
    throw new IllegalStateException("PostgreSQL divided by zero");
  }
}
