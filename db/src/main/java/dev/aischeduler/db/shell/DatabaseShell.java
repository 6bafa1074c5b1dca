package dev.aischeduler.db.shell;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Runs SQL that a person types. Without leave to write, statements that do not start like a query
 * are refused, and the rest runs in a transaction that is rolled back (on PostgreSQL a read-only
 * one): a guard against mistakes, not against a person who has the password. For one thread.
 */
public final class DatabaseShell {
  private static final Set<String> READING =
      Set.of("SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW");
  private static final int TIMEOUT_S = 60;

  private final Database database;
  private final boolean write;
  private final int maxRows;

  /**
   * A shell on an open database, best one that is attached.
   *
   * @param write true lets statements change the database
   * @param maxRows most rows printed of a result, 1 or more
   */
  public DatabaseShell(Database database, boolean write, int maxRows) {
    this.database = database;
    this.write = write;
    this.maxRows = maxRows;
  }

  /**
   * Runs statements separated by semicolons, or one {@code \d} command, and prints what they
   * return. Stops at the first that fails; each is a transaction of its own.
   *
   * @throws DatabaseException with the message of the database, or if writing is not allowed
   */
  public void run(String sql, PrintWriter out, Format format) {
    if (Catalogue.isCommand(sql)) {
      execute(Catalogue.query(sql), out, format);
    } else {
      SqlScript.parse(sql).all().forEach(statement -> execute(statement, out, format));
    }
  }

  /**
   * Runs statements until the lines end or {@code \q}. Errors are printed and the dialogue goes on.
   *
   * @param lines where they are read; prompts are its business
   */
  public void interact(LineSource lines, PrintWriter out, Format format) {
    out.println(
        "Connected to " + database.jdbcUrl() + (write ? "" : ", read-only") + "; help with \\?");
    out.flush();
    new ShellLoop(this, out, format, false).dialogue(lines);
  }

  /**
   * Runs a script: the statements and commands of the dialogue, without prompts and greeting. Stops
   * at the first that fails; each is a transaction of its own, and those before it stay.
   *
   * @throws DatabaseException as {@link #run} does, or when a command is unknown
   */
  public void script(Reader in, PrintWriter out, Format format) {
    try {
      new ShellLoop(this, out, format, true).script(new BufferedReader(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read statements: " + e.getMessage(), e);
    }
  }

  private void execute(String sql, PrintWriter out, Format format) {
    if (!write && !READING.contains(SqlScript.keyword(sql))) {
      throw new DatabaseException(
          "Refused, because the shell is read-only: "
              + sql.lines().findFirst().orElse("")
              + ". Start it with leave to write (--write)");
    }
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(!write);
      try (Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(TIMEOUT_S);
        // One more than is shown, so that we know whether there are more.
        statement.setMaxRows(maxRows + 1);
        print(statement, statement.execute(sql), out, format);
        if (write) {
          connection.commit();
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new DatabaseException(e.getMessage(), e);
    }
    out.flush();
  }

  private void print(Statement statement, boolean query, PrintWriter out, Format format)
      throws SQLException {
    if (query) {
      try (ResultSet rows = statement.getResultSet()) {
        format.print(QueryResult.read(rows, maxRows), out);
      }
    } else {
      out.println(Math.max(0, statement.getUpdateCount()) + " rows changed");
    }
  }
}
