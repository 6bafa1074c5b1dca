package dev.aischeduler.db.jobrunr;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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

  void text(int index, Function<T, @Nullable String> value) throws SQLException {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(index, statement.getConnection().createArrayOf("text", values));
  }

  void int4(int index, ToIntFunction<T> value) throws SQLException {
    Integer[] values = new Integer[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.applyAsInt(rows.get(i));
    }
    statement.setArray(index, statement.getConnection().createArrayOf("int4", values));
  }
}
