package dev.aischeduler.db.queue;

import dev.aischeduler.db.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds one property of many rows to one array parameter. The arrays are typed, so that
 * PostgreSQL's driver sends them in binary and need not escape documents.
 *
 * @param <T> a row
 */
final class RowArrays<T> {
  /** Types of elements as both databases name them. */
  static final String TEXT = "text";

  static final String INT = "int4";
  static final String LONG = "int8";
  static final String DOUBLE = "float8";

  private static final int FEW_ON_H2 = 16;

  private final PreparedStatement statement;
  private final List<T> rows;

  RowArrays(PreparedStatement statement, List<T> rows) {
    this.statement = statement;
    this.rows = rows;
  }

  /** Whether these rows are so many that arrays are worth it: H2 has no round trips to spare. */
  static boolean fit(Dialect dialect, List<?> rows) {
    return rows.size() > (dialect == Dialect.H2 ? FEW_ON_H2 : 1);
  }

  /**
   * The parameters of an {@code unnest}: H2 must be given the types, PostgreSQL's driver knows
   * them.
   */
  static String parameters(Dialect dialect, String... types) {
    return Arrays.stream(types)
        .map(
            type ->
                dialect == Dialect.H2 && !type.equals(TEXT)
                    ? "CAST(? AS " + type + " array)"
                    : dialect == Dialect.H2 ? "CAST(? AS varchar array)" : "?")
        .collect(Collectors.joining(", "));
  }

  void text(int index, Function<T, @Nullable String> value) throws SQLException {
    bind(index, TEXT, String[]::new, value);
  }

  /** As text, which the statement casts to a time. */
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
    bind(index, INT, Integer[]::new, value);
  }

  void int8(int index, ToLongFunction<T> value) throws SQLException {
    bind(index, LONG, Long[]::new, value::applyAsLong);
  }

  void float8OrNull(int index, Function<T, @Nullable Double> value) throws SQLException {
    bind(index, DOUBLE, Double[]::new, value);
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
