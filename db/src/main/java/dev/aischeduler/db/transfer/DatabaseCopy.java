package dev.aischeduler.db.transfer;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.CopyMark.Progress;
import dev.aischeduler.db.transfer.table.Row;
import dev.aischeduler.db.transfer.table.Sequences;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableSum;
import dev.aischeduler.db.transfer.table.TableWriter;
import dev.aischeduler.db.transfer.table.Tables;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Fills an empty database with the rows of another or of a backup, and compares both. It may be
 * killed at any moment: run again with the same source, it goes on. For one thread.
 */
public final class DatabaseCopy {
  private final Database target;
  private final TransferListener listener;

  /**
   * A copy.
   *
   * @param target owned by this process and not migrated: {@link Database#own}
   */
  public DatabaseCopy(Database target, TransferListener listener) {
    this.target = target;
    this.listener = listener;
  }

  /**
   * Brings the target to the schema of the source, copies all rows and reads both sides again. When
   * they are equal, the target is whole, and migrated to the newest schema; else it stays marked as
   * unfinished, so that no server takes it.
   *
   * @return both sides
   * @throws DatabaseException when the target is not empty, or reading or writing fails; the
   *     message says where
   */
  public Comparison run(RowSource source) {
    try (Connection connection = target.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Comparison result = run(source, connection);
      connection.commit();
      if (result.equal()) {
        target.migrate();
        analyze(connection);
      }
      return result;
    } catch (SQLException e) {
      throw new DatabaseException(
          "Cannot copy " + source.name() + " to " + target.jdbcUrl() + ": " + sentence(e), e);
    }
  }

  /**
   * Checks before anything is changed that {@link #run} may begin or go on.
   *
   * @throws DatabaseException when the target is not empty or holds a part of another source
   */
  public void check(RowSource source) {
    try (Connection connection = target.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      new CopyMark(target, connection).check(Tables.read(connection), source.name());
      connection.rollback();
    } catch (SQLException e) {
      throw new DatabaseException("Cannot read " + target.jdbcUrl() + ": " + sentence(e), e);
    }
  }

  private Comparison run(RowSource source, Connection connection) throws SQLException {
    CopyMark mark = new CopyMark(target, connection);
    mark.lock();
    // before anything is migrated: a database with rows stays as it is
    mark.check(Tables.read(connection), source.name());
    connection.commit();
    migrate(source, connection);
    List<Table> tables = Tables.read(connection);
    mark.begin(tables, source.name());
    for (Table table : tables) {
      copy(table, source, mark, connection);
    }
    Sequences.write(connection, target.dialect(), tables, source.nextValues());
    connection.commit();
    Comparison result = new Comparison(source.sums(tables, listener), sums(tables));
    if (result.equal()) {
      mark.end();
    }
    return result;
  }

  private void migrate(RowSource source, Connection connection) throws SQLException {
    String wanted = source.schemaVersion();
    if (Tables.version(connection).isEmpty()) {
      connection.commit();
      target.migrate(wanted);
    }
    String there = Tables.version(connection);
    connection.commit();
    if (!there.equals(wanted)) {
      throw new DatabaseException(
          "Database "
              + target.jdbcUrl()
              + " has the schema of migration "
              + there
              + ", but "
              + source.name()
              + " that of migration "
              + wanted
              + "; use the version that made it, or name a database without tables");
    }
  }

  private void copy(Table table, RowSource source, CopyMark mark, Connection connection)
      throws SQLException {
    Progress progress = mark.of(table);
    // no transaction of the target waits while the source is read
    connection.commit();
    if (progress.done()) {
      return;
    }
    long total = source.count(table);
    try (RowPages pages = source.open(table, progress.place());
        TableWriter writer = new TableWriter(connection, table)) {
      for (List<Row> page = pages.next(); !page.isEmpty(); page = pages.next()) {
        writer.write(page);
        progress = new Progress(progress.rows() + page.size(), pages.place(), false);
        mark.note(table, progress);
        connection.commit();
        listener.advanced(TransferListener.Step.MOVE, table.name(), progress.rows(), total);
      }
      mark.note(table, new Progress(progress.rows(), progress.place(), true));
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw new SQLException("table " + table.name() + ": " + sentence(e), e.getSQLState(), e);
    }
  }

  private List<TableSum> sums(List<Table> tables) throws SQLException {
    try (DatabaseRows written = new DatabaseRows(target)) {
      return written.sums(tables, listener);
    }
  }

  /** The plans of the first queries are made with what the tables hold now. */
  private static void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
    connection.commit();
  }

  private static String sentence(SQLException e) {
    SQLException next = e instanceof BatchUpdateException ? e.getNextException() : null;
    return String.valueOf((next == null ? e : next).getMessage());
  }
}
