package dev.aischeduler.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Instants as {@code timestamp with time zone}. Jdbi's own mapping goes through {@link
 * java.sql.Timestamp}, that is through the local time of the JVM, which H2 cannot map back in the
 * hour when summer time ends.
 */
final class UtcInstants {
  private UtcInstants() {}

  /** Binds an instant, truncated to microseconds so that both databases store the same. */
  static final class Argument extends AbstractArgumentFactory<Instant> {
    Argument() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected org.jdbi.v3.core.argument.Argument build(Instant value, ConfigRegistry config) {
      OffsetDateTime utc = value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
      return (position, statement, context) -> statement.setObject(position, utc);
    }
  }

  /** Reads an instant. */
  static final class Mapper implements ColumnMapper<Instant> {
    @Override
    public @Nullable Instant map(ResultSet rows, int column, StatementContext context)
        throws SQLException {
      OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    }
  }
}
