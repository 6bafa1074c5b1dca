package dev.aischeduler.db.failure;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Tells apart an outage of the database from a statement that is wrong. */
public final class Outage {
  private Outage() {}

  /**
   * True when an error, or one of its causes, means that the database could not be reached or ended
   * the connection: trying again later makes sense.
   */
  public static boolean causedBy(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof SQLNonTransientConnectionException
          || cause instanceof SQLRecoverableException) {
        return true;
      }
      if (cause instanceof SQLException sql && isConnectionState(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** True when the database, its driver or its pool reported the error, or one of its causes. */
  public static boolean isDatabaseError(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException
          || cause instanceof DatabaseException
          || cause instanceof JdbiException) {
        return true;
      }
    }
    return false;
  }

  /**
   * True when the data itself is at fault (SQL classes 22, 23 and 54: data exception, constraint,
   * program limit), so that the same statement fails again whenever it is tried.
   */
  public static boolean isDataError(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null
          && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * True when a value cannot be stored or compared (SQL class 22: data exception), such as a text
   * with NUL: whoever sent the value is to blame, never the database.
   */
  public static boolean isValueError(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null && state.startsWith("22")) {
        return true;
      }
    }
    return false;
  }

  /**
   * True when the server does not take connections now: it does not listen, or it is starting,
   * recovering or shutting down.
   */
  public static boolean unreachable(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P0"));
  }

  /**
   * SQL states of class 40 (rolled back to break a deadlock), 08 and 53, PostgreSQL's shutdown
   * states and its end of a transaction that stood still, H2's closed and broken states.
   */
  private static boolean isConnectionState(@Nullable String state) {
    return state != null
        && (state.startsWith("40")
            || state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P0")
            || state.equals("25P03")
            || state.equals("90067")
            || state.equals("90098")
            || state.equals("90121"));
  }
}
