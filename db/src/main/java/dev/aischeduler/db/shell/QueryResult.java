package dev.aischeduler.db.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query.
 *
 * @param columns lower-case labels
 * @param rows one list for each row; values are null, Boolean, Number or String
 * @param truncated true if there are more rows than were read
 */
record QueryResult(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {

  /** Reads at most {@code maxRows} rows. */
  static QueryResult read(ResultSet source, int maxRows) throws SQLException {
    ResultSetMetaData meta = source.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      columns.add(meta.getColumnLabel(column).toLowerCase(Locale.ROOT));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean more = source.next();
    while (more && rows.size() < maxRows) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int column = 1; column <= columns.size(); column++) {
        row.add(value(source, column, type(meta, column)));
      }
      rows.add(row);
      more = source.next();
    }
    return new QueryResult(columns, rows, more);
  }

  /** PostgreSQL's driver tells apart its two kinds of timestamp by name only. */
  private static int type(ResultSetMetaData meta, int column) throws SQLException {
    return meta.getColumnTypeName(column).equals("timestamptz")
        ? Types.TIMESTAMP_WITH_TIMEZONE
        : meta.getColumnType(column);
  }

  private static @Nullable Object value(ResultSet row, int column, int type) throws SQLException {
    switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
        // H2 gives its UUIDs the type of bytes
        if (row.getObject(column) instanceof UUID id) {
          return id.toString();
        }
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : "<" + bytes.length + " bytes>";
      }
      case Types.TIMESTAMP_WITH_TIMEZONE -> {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant().toString();
      }
      default -> {
        Object value = row.getObject(column);
        return value == null || value instanceof Number || value instanceof Boolean
            ? value
            : row.getString(column);
      }
    }
  }
}
