package dev.aischeduler.db.failure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what a driver says about a failed connection into what the operator can do. */
public final class ConnectFailure {
  private ConnectFailure() {}

  /**
   * The error for the operator.
   *
   * @param url without password
   */
  public static DatabaseException explain(String url, Throwable failure) {
    SQLException sql = sqlException(failure);
    String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
    String detail = sql == null ? failure.toString() : sql.getMessage();
    return new DatabaseException(
        "Cannot open database " + url + ": " + detail + ". " + remedy(state), failure);
  }

  /** States: SQL standard, PostgreSQL error codes, H2 {@code org.h2.api.ErrorCode}. */
  private static String remedy(String state) {
    return switch (state) {
      case "90020" ->
          "Another process has the file open (its number may stand as pid in the .lock.db file): end"
              + " it, or use PostgreSQL to run several nodes";
      case "28000", "28P01" ->
          "Check database.username and database.password (for H2 with an empty password: the"
              + " .password file next to the database)";
      case "90146" -> "The database does not exist yet: start the server once, or check the path";
      case "3D000" -> "Create it on the PostgreSQL server (CREATE DATABASE)";
      case "08001", "08004", "08006" -> "Check that the server runs and that database.url is right";
      case "53300" -> "Lower database.pool_size or raise max_connections of the server";
      default -> "Check database.url and the log of the database";
    };
  }

  private static @Nullable SQLException sqlException(@Nullable Throwable failure) {
    SQLException found = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      // The innermost is the driver's; Hikari wraps it in a time-out of its own.
      if (t instanceof SQLException e) {
        found = e;
      }
    }
    return found;
  }
}
