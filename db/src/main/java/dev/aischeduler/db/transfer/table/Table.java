package dev.aischeduler.db.transfer.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table.
 *
 * @param name in lower case
 * @param sqlName as the database stores it
 * @param columns by name, so that rows have the same order everywhere
 * @param key positions in {@code columns} of what tells its rows apart, in the order of the index
 */
public record Table(String name, String sqlName, List<Column> columns, List<Integer> key) {

  /** Its name in a statement. */
  public String quoted() {
    return '"' + sqlName + '"';
  }

  /** The names of its columns in a statement. */
  String columnList() {
    return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
  }

  /** The names of the columns of its key in a statement. */
  String keyList() {
    return key.stream().map(i -> columns.get(i).quoted()).collect(Collectors.joining(", "));
  }

  /** True when a row may be of megabytes. */
  boolean hasBytes() {
    return columns.stream().anyMatch(column -> column.kind() == ColumnKind.BYTES);
  }

  /** Whether rows of another table fit: the same columns with the same kinds of values. */
  public boolean fits(Table other) {
    return columns.size() == other.columns.size()
        && IntStream.range(0, columns.size())
            .allMatch(
                i ->
                    columns.get(i).name().equals(other.columns.get(i).name())
                        && columns.get(i).kind() == other.columns.get(i).kind());
  }
}
