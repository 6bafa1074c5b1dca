package dev.aischeduler.bench.database;

import dev.aischeduler.config.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks one count again and again, on a connection of its own. Used by one thread. */
public final class RowCounter implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement select;

  private RowCounter(Connection connection, PreparedStatement select) {
    this.connection = connection;
    this.select = select;
  }

  /**
   * Connects to a database that other processes may have open.
   *
   * @param sql a query with one number as its answer
   */
  public static RowCounter open(Settings.Database database, String sql) {
    try {
      Connection connection = SqlRunner.connect(database);
      return new RowCounter(connection, connection.prepareStatement(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " cannot be asked: " + e.getMessage(), e);
    }
  }

  /** The number, as committed by now. */
  public long count() {
    try (ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("rows cannot be counted: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("a connection cannot be closed: " + e.getMessage(), e);
    }
  }
}
