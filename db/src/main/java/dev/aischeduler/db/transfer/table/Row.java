package dev.aischeduler.db.transfer.table;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param values in the order of the table's columns, as their kinds say
 */
public record Row(List<@Nullable Object> values) {

  /** About how many bytes of memory it takes. */
  public long bytes() {
    long bytes = 0;
    for (Object value : values) {
      bytes += 16;
      if (value instanceof String text) {
        bytes += text.length();
      } else if (value instanceof byte[] content) {
        bytes += content.length;
      }
    }
    return bytes;
  }

  /** Its key, of which no value is null. */
  public List<Object> key(Table table) {
    return table.key().stream().map(i -> Objects.requireNonNull(values.get(i))).toList();
  }
}
