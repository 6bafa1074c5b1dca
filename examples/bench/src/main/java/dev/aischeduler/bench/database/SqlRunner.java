package dev.aischeduler.bench.database;

import dev.aischeduler.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs single statements on connections of their own, outside every pool. Thread-safe. */
public final class SqlRunner {
  private SqlRunner() {}

  /** Runs statements one after the other, each in its own transaction. */
  public static void execute(Settings.Database database, String... statements) {
    for (String sql : statements) {
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql + " failed: " + e.getMessage(), e);
      }
    }
  }

  /** First column of the first row as text. */
  static String text(Settings.Database database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new IllegalStateException(sql + " has no result");
      }
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed: " + e.getMessage(), e);
    }
  }

  static Connection connect(Settings.Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }
}
