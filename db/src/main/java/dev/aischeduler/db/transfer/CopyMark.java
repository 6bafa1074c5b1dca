package dev.aischeduler.db.transfer;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.UnfinishedCopy;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the copy into a database is, in that database: each page of rows is stored in one
 * transaction with the place that it reached, so that a copy that was killed goes on from there.
 */
final class CopyMark {
  /** Migrations put rows into these, which those of the source replace. */
  private static final Set<String> SEEDED = Set.of("lane", "tenant", "system_jobrunr_metadata");

  /** Of PostgreSQL's locks; no other part of the product takes this number. */
  private static final long LOCK = 0x6169_5F63_6F70_79L;

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DONE = "done";

  /**
   * What was stored of a table.
   *
   * @param rows so many
   * @param place where the reader was then
   * @param done true when it was the last page
   */
  record Progress(long rows, String place, boolean done) {}

  private final Database target;
  private final Connection connection;

  /** For a connection without auto-commit. */
  CopyMark(Database target, Connection connection) {
    this.target = target;
    this.connection = connection;
  }

  /**
   * Keeps other copies away until the connection is closed. An H2 file belongs to this process
   * anyway.
   *
   * @throws DatabaseException when another copy runs
   */
  void lock() throws SQLException {
    if (target.dialect() == Dialect.H2) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      // the server may need a moment to notice that a process was killed
      statement.execute("SET lock_timeout = '5s'");
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      statement.execute("SET lock_timeout = 0");
      connection.commit();
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      throw new DatabaseException(
          "Another copy into " + target.jdbcUrl() + " runs; wait until it ends", e);
    }
  }

  /**
   * Refuses a target that has rows of its own, or of another source.
   *
   * @param source name of what is to be copied
   * @return true when the copy was begun before
   */
  boolean check(List<Table> tables, String source) throws SQLException {
    Optional<String> begun = UnfinishedCopy.source(target);
    if (begun.isPresent() && whole().isPresent()) {
      if (!begun.get().equals(source)) {
        throw new DatabaseException(
            "Database "
                + target.jdbcUrl()
                + " holds an unfinished copy of "
                + begun.get()
                + ", not of "
                + source
                + "; finish that one, or name a new database");
      }
      return true;
    }
    for (Table table : tables) {
      long rows = SEEDED.contains(table.name()) ? 0 : Tables.count(connection, table);
      if (rows > 0) {
        throw new DatabaseException(
            "Database "
                + target.jdbcUrl()
                + " is not empty: table "
                + table.name()
                + " has "
                + rows
                + (rows == 1 ? " row" : " rows")
                + ". Nothing was changed; name a new database, in which no server ran yet");
      }
    }
    return false;
  }

  private Optional<String> whole() throws SQLException {
    return Tables.rows(connection, "SELECT name FROM unfinished_copy WHERE name = '*'", 1).stream()
        .map(row -> row[0])
        .findFirst();
  }

  /** Marks the target before the first row is written. Servers refuse it from now on. */
  void begin(List<Table> tables, String source) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS unfinished_copy (name varchar(128) PRIMARY KEY,"
              + " copied bigint NOT NULL, place varchar(8000) NOT NULL, state varchar(16) NOT NULL)");
      connection.commit();
      if (!check(tables, source)) {
        for (Table table : tables) {
          if (SEEDED.contains(table.name())) {
            statement.execute("DELETE FROM " + table.name());
          }
        }
        insert(UnfinishedCopy.WHOLE, 0, source, "");
      }
      connection.commit();
    }
  }

  /** What was stored of a table. */
  Progress of(Table table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT copied, place, state FROM unfinished_copy WHERE name = ?")) {
      select.setString(1, table.name());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Progress(row.getLong(1), row.getString(2), row.getString(3).equals(DONE))
            : new Progress(0, "", false);
      }
    }
  }

  /** Notes it in the transaction that stored the rows. */
  void note(Table table, Progress progress) throws SQLException {
    String state = progress.done() ? DONE : "";
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE unfinished_copy SET copied = ?, place = ?, state = ? WHERE name = ?")) {
      update.setLong(1, progress.rows());
      update.setString(2, progress.place());
      update.setString(3, state);
      update.setString(4, table.name());
      if (update.executeUpdate() == 0) {
        insert(table.name(), progress.rows(), progress.place(), state);
      }
    }
  }

  private void insert(String name, long copied, String place, String state) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO unfinished_copy (name, copied, place, state) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, name);
      insert.setLong(2, copied);
      insert.setString(3, place);
      insert.setString(4, state);
      insert.executeUpdate();
    }
  }

  /** The target is whole. */
  void end() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE unfinished_copy");
    }
    connection.commit();
  }
}
