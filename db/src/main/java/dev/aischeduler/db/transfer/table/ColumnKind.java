package dev.aischeduler.db.transfer.table;

import dev.aischeduler.db.failure.DatabaseException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds, whatever its type is called by a database. Values of one kind are read,
 * written and compared alike everywhere.
 */
public enum ColumnKind {
  /** Text, as {@link String}. */
  TEXT {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      return rows.getString(column);
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setString(position, (String) value);
    }

    @Override
    public Object parse(String text) {
      return text;
    }
  },

  /** Text of a fixed length: one database pads it with blanks, another does not. */
  FIXED_TEXT {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      String text = rows.getString(column);
      return text == null ? null : text.stripTrailing();
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setString(position, (String) value);
    }

    @Override
    public Object parse(String text) {
      return text;
    }
  },

  /** An id, as {@link java.util.UUID}. */
  ID {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      return rows.getObject(column, UUID.class);
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setObject(position, value);
    }

    @Override
    public Object parse(String text) {
      return UUID.fromString(text);
    }
  },

  /** A whole number of any size, as {@link Long}. */
  WHOLE {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      long value = rows.getLong(column);
      return rows.wasNull() ? null : value;
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setLong(position, (Long) value);
    }

    @Override
    public Object parse(String text) {
      return Long.valueOf(text);
    }
  },

  /** A floating-point number, as {@link Double}. */
  FLOATING {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      double value = rows.getDouble(column);
      return rows.wasNull() ? null : value;
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setDouble(position, (Double) value);
    }

    @Override
    public Object parse(String text) {
      return Double.valueOf(text);
    }
  },

  /** A decimal number, as {@link BigDecimal} without zeros at its end. */
  DECIMAL {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      BigDecimal value = rows.getBigDecimal(column);
      return value == null ? null : value.stripTrailingZeros();
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setBigDecimal(position, (BigDecimal) value);
    }

    @Override
    public String text(Object value) {
      return ((BigDecimal) value).toPlainString();
    }

    @Override
    public Object parse(String text) {
      return new BigDecimal(text).stripTrailingZeros();
    }
  },

  /** True or false, as {@link Boolean}. */
  TRUTH {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      boolean value = rows.getBoolean(column);
      return rows.wasNull() ? null : value;
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setBoolean(position, (Boolean) value);
    }

    @Override
    public Object parse(String text) {
      return Boolean.valueOf(text);
    }
  },

  /** A time with a zone, as {@link Instant}. */
  TIME {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setObject(position, ((Instant) value).atOffset(ZoneOffset.UTC));
    }

    @Override
    public Object parse(String text) {
      return Instant.parse(text);
    }
  },

  /** A time without a zone, as {@link LocalDateTime}. */
  LOCAL_TIME {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      return rows.getObject(column, LocalDateTime.class);
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setObject(position, value);
    }

    @Override
    public Object parse(String text) {
      return LocalDateTime.parse(text);
    }
  },

  /** A day, as {@link LocalDate}. */
  DAY {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      return rows.getObject(column, LocalDate.class);
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setObject(position, value);
    }

    @Override
    public Object parse(String text) {
      return LocalDate.parse(text);
    }
  },

  /** Bytes, as a byte array: one value at a time is in memory as a whole. */
  BYTES {
    @Override
    @Nullable Object value(ResultSet rows, int column) throws SQLException {
      return rows.getBytes(column);
    }

    @Override
    void set(PreparedStatement statement, int position, Object value) throws SQLException {
      statement.setBytes(position, (byte[]) value);
    }

    @Override
    public String text(Object value) {
      return Base64.getEncoder().encodeToString((byte[]) value);
    }

    @Override
    public Object parse(String text) {
      return Base64.getDecoder().decode(text);
    }
  };

  /**
   * The kind of a type.
   *
   * @param dataType as {@code information_schema.columns} names it, in lower case
   * @param column for the message
   * @throws DatabaseException for a type that no table had so far
   */
  public static ColumnKind of(String dataType, String column) {
    return switch (dataType) {
      case "text", "character varying", "character large object" -> TEXT;
      case "character" -> FIXED_TEXT;
      case "uuid" -> ID;
      case "smallint", "integer", "bigint" -> WHOLE;
      case "double precision" -> FLOATING;
      case "numeric" -> DECIMAL;
      case "boolean" -> TRUTH;
      case "timestamp with time zone" -> TIME;
      case "timestamp", "timestamp without time zone" -> LOCAL_TIME;
      case "date" -> DAY;
      case "bytea", "binary large object" -> BYTES;
      default ->
          throw new DatabaseException(
              "Column "
                  + column
                  + " has type "
                  + dataType
                  + ", which cannot be moved to another"
                  + " database; move the tables that are not AI Scheduler's out of its schema");
    };
  }

  abstract @Nullable Object value(ResultSet rows, int column) throws SQLException;

  abstract void set(PreparedStatement statement, int position, Object value) throws SQLException;

  /** The value as text that is the same everywhere. */
  public String text(Object value) {
    return value.toString();
  }

  /** The value of such a text. */
  public abstract Object parse(String text);

  /** Binds a value or null. */
  void bind(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
    if (value == null) {
      statement.setNull(position, Types.NULL);
    } else {
      set(statement, position, value);
    }
  }
}
