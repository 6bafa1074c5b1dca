package dev.aischeduler.db.queue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Binds values that JDBC has no own method for. */
final class Bind {
  private Bind() {}

  /** Binds a time in whole microseconds, as both databases store it. */
  static void instant(PreparedStatement statement, int index, @Nullable Instant instant)
      throws SQLException {
    if (instant == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }
  }

  /** So many question marks between commas. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
