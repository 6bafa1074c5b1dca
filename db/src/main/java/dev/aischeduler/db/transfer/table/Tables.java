package dev.aischeduler.db.transfer.table;

import dev.aischeduler.db.UnfinishedCopy;
import dev.aischeduler.db.failure.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tables of a database as it describes them. */
public final class Tables {
  private static final String HISTORY = "flyway_schema_history";
  private static final Set<String> OTHERS = Set.of(HISTORY, UnfinishedCopy.TABLE);

  private static final String COLUMNS =
      """
      SELECT c.table_name, c.column_name, c.data_type, c.is_nullable,
             COALESCE(c.character_maximum_length, 0), c.is_identity
        FROM information_schema.columns c
        JOIN information_schema.tables t
          ON t.table_schema = c.table_schema AND t.table_name = c.table_name
       WHERE t.table_type = 'BASE TABLE' AND t.table_schema = CURRENT_SCHEMA
         AND c.is_generated = 'NEVER'
       ORDER BY c.table_name, c.ordinal_position""";

  private static final String KEYS =
      """
      SELECT k.table_name, k.column_name
        FROM information_schema.key_column_usage k
        JOIN information_schema.table_constraints c
          ON c.constraint_schema = k.constraint_schema
         AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name
       WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = CURRENT_SCHEMA
       ORDER BY k.table_name, k.ordinal_position""";

  private static final String REFERENCES =
      """
      SELECT child.table_name, parent.table_name
        FROM information_schema.referential_constraints r
        JOIN information_schema.table_constraints child
          ON child.constraint_schema = r.constraint_schema
         AND child.constraint_name = r.constraint_name
        JOIN information_schema.table_constraints parent
          ON parent.constraint_schema = r.unique_constraint_schema
         AND parent.constraint_name = r.unique_constraint_name
       WHERE r.constraint_schema = CURRENT_SCHEMA""";

  private Tables() {}

  /** All tables but those that say what the database is; a table follows those it refers to. */
  public static List<Table> read(Connection connection) throws SQLException {
    Map<String, List<String>> keys = new HashMap<>();
    for (String[] row : rows(connection, KEYS, 2)) {
      keys.computeIfAbsent(row[0], t -> new ArrayList<>()).add(row[1]);
    }
    Map<String, List<Column>> columns = new TreeMap<>();
    for (String[] row : rows(connection, COLUMNS, 6)) {
      if (!OTHERS.contains(lower(row[0]))) {
        columns.computeIfAbsent(row[0], t -> new ArrayList<>()).add(column(row));
      }
    }
    List<Table> tables = new ArrayList<>();
    columns.forEach(
        (name, all) -> tables.add(table(name, all, keys.getOrDefault(name, List.of()))));
    return ordered(tables, rows(connection, REFERENCES, 2));
  }

  private static Column column(String[] row) {
    ColumnKind kind = ColumnKind.of(lower(row[2]), lower(row[0]) + "." + lower(row[1]));
    return new Column(
        lower(row[1]),
        row[1],
        kind,
        row[3].equals("YES"),
        kind == ColumnKind.FIXED_TEXT ? Integer.parseInt(row[4]) : 0,
        row[5].equals("YES"));
  }

  private static Table table(String name, List<Column> columns, List<String> key) {
    List<Column> sorted = columns.stream().sorted(Comparator.comparing(Column::name)).toList();
    List<Integer> positions = new ArrayList<>();
    for (String column : key) {
      for (int i = 0; i < sorted.size(); i++) {
        if (sorted.get(i).sqlName().equals(column)) {
          positions.add(i);
        }
      }
    }
    // Spring Batch's parameters have no key declared; what must be there tells their rows apart
    for (Column column : key.isEmpty() ? columns : List.<Column>of()) {
      if (!column.nullable()) {
        positions.add(sorted.indexOf(column));
      }
    }
    if (positions.isEmpty()) {
      throw new DatabaseException(
          "Table "
              + lower(name)
              + " has no key, so that its rows cannot be moved in order; move"
              + " the tables that are not AI Scheduler's out of its schema");
    }
    return new Table(lower(name), name, sorted, positions);
  }

  /** As foreign keys demand, else by name. */
  private static List<Table> ordered(List<Table> tables, List<String[]> references) {
    List<Table> left = new ArrayList<>(tables);
    left.sort(Comparator.comparing(Table::name));
    List<Table> ordered = new ArrayList<>();
    Set<String> placed = new HashSet<>();
    while (!left.isEmpty()) {
      List<Table> next =
          left.stream()
              .filter(
                  table ->
                      references.stream()
                          .filter(r -> r[0].equals(table.sqlName()) && !r[1].equals(r[0]))
                          .allMatch(r -> placed.contains(r[1])))
              .toList();
      if (next.isEmpty()) {
        throw new DatabaseException(
            "Tables refer to each other in a circle: " + left.stream().map(Table::name).toList());
      }
      ordered.addAll(next);
      next.forEach(table -> placed.add(table.sqlName()));
      left.removeAll(next);
    }
    return ordered;
  }

  /**
   * Number of the last migration of a database; empty for one without tables of ours.
   *
   * @param connection any, inside or outside of a transaction
   */
  public static String version(Connection connection) throws SQLException {
    if (rows(
            connection,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                + " AND table_name = '"
                + HISTORY
                + "'",
            1)
        .isEmpty()) {
      return "";
    }
    List<String[]> last =
        rows(
            connection,
            "SELECT \"version\" FROM \""
                + HISTORY
                + "\" WHERE \"success\" AND \"version\" IS NOT"
                + " NULL ORDER BY \"installed_rank\" DESC LIMIT 1",
            1);
    return last.isEmpty() ? "" : last.get(0)[0];
  }

  /** Rows of a table. */
  public static long count(Connection connection, Table table) throws SQLException {
    return Long.parseLong(rows(connection, "SELECT COUNT(*) FROM " + table.quoted(), 1).get(0)[0]);
  }

  /** The rows of a statement that is a constant, as texts. */
  public static List<String[]> rows(Connection connection, String sql, int columns)
      throws SQLException {
    List<String[]> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = rows.getString(i + 1);
        }
        all.add(row);
      }
    }
    return all;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
