package dev.aischeduler.db.queue;

import dev.aischeduler.db.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Binds one property of many rows to one array parameter of PostgreSQL. The arrays are typed, so
 * that the driver sends them in binary and need not escape documents.
 *
 * @param <T> a row
 */
final class PgArrays<T> {
  private final PreparedStatement statement;
  private final List<T> rows;

  PgArrays(PreparedStatement statement, List<T> rows) {
    this.statement = statement;
    this.rows = rows;
  }

  /** Whether to write these rows by arrays: on PostgreSQL, when there are several. */
  static boolean fit(Dialect dialect, List<?> rows) {
    return dialect == Dialect.POSTGRESQL && rows.size() > 1;
  }

  void text(int index, Function<T, @Nullable String> value) throws SQLException {
    bind(index, "text", String[]::new, value);
  }

  /** As text, which the statement casts to {@code timestamptz}. */
  void time(int index, Function<T, @Nullable Instant> value) throws SQLException {
    text(
        index,
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : at.toString();
        });
  }

  void int4(int index, ToIntFunction<T> value) throws SQLException {
    int4OrNull(index, value::applyAsInt);
  }

  void int4OrNull(int index, Function<T, @Nullable Integer> value) throws SQLException {
    bind(index, "int4", Integer[]::new, value);
  }

  void int8(int index, ToLongFunction<T> value) throws SQLException {
    bind(index, "int8", Long[]::new, value::applyAsLong);
  }

  void float8OrNull(int index, Function<T, @Nullable Double> value) throws SQLException {
    bind(index, "float8", Double[]::new, value);
  }

  private <V> void bind(
      int index, String type, IntFunction<@Nullable V[]> array, Function<T, @Nullable V> value)
      throws SQLException {
    @Nullable V[] values = array.apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(index, statement.getConnection().createArrayOf(type, values));
  }
}
