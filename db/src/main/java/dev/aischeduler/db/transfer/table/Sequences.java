package dev.aischeduler.db.transfer.table;

import dev.aischeduler.db.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What sequences give next. A sequence that numbers the rows of a table is named for the column,
 * {@code table.column}; the others by their own name, in lower case.
 */
public final class Sequences {
  private Sequences() {}

  /** The next values. Numbers that were given out already are lower, also those of no row. */
  public static Map<String, Long> read(Connection connection, Dialect dialect, List<Table> tables)
      throws SQLException {
    return switch (dialect) {
      case H2 -> ofH2(connection);
      case POSTGRESQL -> ofPostgres(connection, tables);
    };
  }

  private static Map<String, Long> ofH2(Connection connection) throws SQLException {
    Map<String, Long> next = new TreeMap<>();
    for (String[] row :
        Tables.rows(
            connection,
            """
            SELECT sequence_name, base_value FROM information_schema.sequences
             WHERE sequence_schema = CURRENT_SCHEMA
            UNION ALL
            SELECT table_name || '.' || column_name, identity_base FROM information_schema.columns
             WHERE table_schema = CURRENT_SCHEMA AND is_identity = 'YES'""",
            2)) {
      next.put(row[0].toLowerCase(Locale.ROOT), Long.valueOf(row[1]));
    }
    return next;
  }

  private static Map<String, Long> ofPostgres(Connection connection, List<Table> tables)
      throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    for (Table table : tables) {
      for (Column column : table.columns()) {
        if (column.identity()) {
          columns.put(serial(connection, table, column), table.name() + "." + column.name());
        }
      }
    }
    Map<String, Long> next = new TreeMap<>();
    for (String[] row :
        Tables.rows(
            connection,
            """
            SELECT sequencename, COALESCE(last_value + increment_by, start_value)
              FROM pg_sequences WHERE schemaname = CURRENT_SCHEMA""",
            2)) {
      next.put(columns.getOrDefault(row[0], row[0]), Long.valueOf(row[1]));
    }
    return next;
  }

  /** The name of the sequence that numbers the rows of a table. */
  private static String serial(Connection connection, Table table, Column column)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT relname FROM pg_class"
                + " WHERE oid = CAST(pg_get_serial_sequence(?, ?) AS regclass)")) {
      select.setString(1, table.quoted());
      select.setString(2, column.sqlName());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /**
   * Sets the sequences that the database has.
   *
   * @param next by name; others stay as they are
   */
  public static void write(
      Connection connection, Dialect dialect, List<Table> tables, Map<String, Long> next)
      throws SQLException {
    Set<String> known = new HashSet<>(read(connection, dialect, tables).keySet());
    known.retainAll(next.keySet());
    List<String> statements = new ArrayList<>();
    for (Table table : tables) {
      for (Column column : table.columns()) {
        String name = table.name() + "." + column.name();
        if (known.remove(name)) {
          statements.add(
              "ALTER TABLE "
                  + table.quoted()
                  + " ALTER COLUMN "
                  + column.quoted()
                  + " RESTART WITH "
                  + next.get(name));
        }
      }
    }
    // the names are those of the database itself, which stores them without quotes
    known.forEach(
        name -> statements.add("ALTER SEQUENCE " + name + " RESTART WITH " + next.get(name)));
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
