package dev.aischeduler.db.transfer.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table in the order of its key, a page of some megabytes at a time; each page is found by
 * the key of the last row of the page before it. For one thread, inside a transaction.
 */
public final class TableReader implements AutoCloseable {
  /** A page is over when it has so many; memory takes some pages and one row more. */
  private static final long PAGE_BYTES = 4 << 20;

  private static final int MOST_ROWS = 2000;
  private static final int FIRST_ROWS = 64;
  private static final int GROWTH = 4;

  /** Rows that PostgreSQL's driver holds. */
  private static final int FETCHED_ROWS = 100;

  private final Connection connection;
  private final Table table;
  private final Map<Integer, PreparedStatement> statements = new HashMap<>();
  private @Nullable List<Object> after;

  /**
   * How many columns of the key are given in the next condition: {@code a = ? AND b > ?} is 2,
   * {@code a > ?} is 1. Conditions of this form lead straight to an index's place.
   */
  private int depth;

  private int limit = FIRST_ROWS;

  /**
   * A reader.
   *
   * @param after key of the last row that was read before; null for the start
   */
  public TableReader(Connection connection, Table table, @Nullable List<Object> after) {
    this.connection = connection;
    this.table = table;
    this.after = after;
    this.depth = after == null ? 0 : table.key().size();
  }

  /** The next rows; none at the end. */
  public List<Row> next() throws SQLException {
    List<Row> page = new ArrayList<>();
    long bytes = 0;
    while (page.size() < limit && bytes < PAGE_BYTES && (after == null || depth > 0)) {
      int wanted = limit - page.size();
      int before = page.size();
      bytes = query(page, wanted, bytes);
      boolean more = page.size() - before == wanted || bytes >= PAGE_BYTES;
      if (page.size() > before) {
        after = page.get(page.size() - 1).key(table);
      } else if (after == null) {
        return page;
      }
      if (more) {
        depth = table.key().size();
      } else {
        depth--;
      }
    }
    if (!page.isEmpty()) {
      long fitting = PAGE_BYTES * page.size() / Math.max(1, bytes);
      limit = (int) Math.max(1, Math.min(Math.min(fitting, (long) limit * GROWTH), MOST_ROWS));
    }
    return page;
  }

  /** Key of the last row that was read. */
  public List<Object> place() {
    return after == null ? List.of() : after;
  }

  private long query(List<Row> page, int wanted, long bytesBefore) throws SQLException {
    PreparedStatement statement = statement(depth);
    int position = 1;
    for (int i = 0; i < depth; i++) {
      column(i).kind().bind(statement, position++, place().get(i));
    }
    statement.setInt(position, wanted);
    long bytes = bytesBefore;
    try (ResultSet rows = statement.executeQuery()) {
      while (bytes < PAGE_BYTES && rows.next()) {
        List<@Nullable Object> values = new ArrayList<>(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
          values.add(table.columns().get(i).kind().value(rows, i + 1));
        }
        Row row = new Row(values);
        bytes += row.bytes();
        page.add(row);
      }
    }
    return bytes;
  }

  private PreparedStatement statement(int given) throws SQLException {
    PreparedStatement known = statements.get(given);
    if (known != null) {
      return known;
    }
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      String comparison = i < given - 1 ? " = " : " > ";
      conditions.add(column(i).quoted() + comparison + column(i).parameter());
    }
    String where =
        conditions.isEmpty()
            ? ""
            : conditions.stream().collect(Collectors.joining(" AND ", " WHERE ", ""));
    PreparedStatement made =
        connection.prepareStatement(
            "SELECT "
                + table.columnList()
                + " FROM "
                + table.quoted()
                + where
                + " ORDER BY "
                + table.keyList()
                + " LIMIT ?");
    made.setFetchSize(table.hasBytes() ? 1 : FETCHED_ROWS);
    statements.put(given, made);
    return made;
  }

  private Column column(int ofKey) {
    return table.columns().get(table.key().get(ofKey));
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
  }
}
