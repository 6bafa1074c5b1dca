package dev.aischeduler.db.queue;

import dev.aischeduler.db.failure.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs statements of the queue. What the database rolled back to break a deadlock is begun again;
 * every other error reaches the caller, who cannot know whether the change was made. Thread-safe.
 */
final class Transactions {
  private static final int TRIES = 5;

  private final DataSource dataSource;

  Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Statements of one transaction. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs a single statement, which commits itself: one round trip where a transaction has three.
   */
  <T> T single(String what, Work<T> work) {
    return run(what, work, true);
  }

  /** Runs several statements in one transaction. */
  <T> T several(String what, Work<T> work) {
    return run(what, work, false);
  }

  private <T> T run(String what, Work<T> work, boolean single) {
    for (int tries = 1; ; tries++) {
      try (Connection connection = dataSource.getConnection()) {
        return single ? work.on(connection) : inTransaction(connection, work);
      } catch (SQLException e) {
        if (tries == TRIES || !isRolledBack(e)) {
          throw new DatabaseException(what + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** The pool turns auto-commit on again when the connection is returned. */
  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    }
  }

  /**
   * The error that led here says more than one of a rollback, which a broken connection refuses.
   */
  private static void rollBack(Connection connection, Throwable why) {
    try {
      connection.rollback();
    } catch (SQLException | RuntimeException | Error e) {
      // the pool rolls back once more, or finds the connection broken and closes it
      why.addSuppressed(e);
    }
  }

  /** SQL states of class 40: deadlock and serialization failure. */
  private static boolean isRolledBack(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("40");
  }
}
