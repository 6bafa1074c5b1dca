package dev.aischeduler.db.transfer;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.transfer.table.Column;
import dev.aischeduler.db.transfer.table.Row;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableWriter;
import dev.aischeduler.db.transfer.table.Tables;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows for every table that there is, made of the descriptions of the tables: columns of the same
 * name have the same value in the same row of each table, which is what foreign keys ask for. Each
 * job has two lines of history and an artifact.
 */
public final class SampleRows {
  private static final Instant START = Instant.parse("2025-10-26T00:59:59.123456Z");
  private static final long FIRST_EVENT = 10;
  private static final int BATCH = 500;
  private static final List<String> STATES =
      List.of("queued", "scheduled", "running", "succeeded", "failed", "cancelled");

  private SampleRows() {}

  /**
   * Fills a database that has only what migrations put there.
   *
   * @param jobs rows of {@code job}; other tables get up to a hundred
   * @param contentBytes about the size of the content of an artifact
   */
  public static void fill(Connection connection, int jobs, int contentBytes) throws SQLException {
    connection.setAutoCommit(false);
    for (Table table : Tables.read(connection)) {
      int rows =
          switch (table.name()) {
            case "job", "artifact", "artifact_content" -> jobs;
            case "job_event" -> 2 * jobs;
            default -> Math.min(jobs, 100);
          };
      fill(connection, table, rows, contentBytes);
    }
    connection.commit();
  }

  /** Fills an open database. */
  static void fill(Database database, int jobs, int contentBytes) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      fill(connection, jobs, contentBytes);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "ALTER TABLE job_event ALTER COLUMN seq RESTART WITH " + (2L * jobs + FIRST_EVENT));
      }
      connection.commit();
    }
  }

  private static void fill(Connection connection, Table table, int rows, int contentBytes)
      throws SQLException {
    try (TableWriter writer = new TableWriter(connection, table)) {
      List<Row> batch = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Column column : table.columns()) {
          values.add(value(table, column, i, contentBytes));
        }
        batch.add(new Row(values));
        if (batch.size() == BATCH || i == rows - 1) {
          writer.write(batch);
          connection.commit();
          batch.clear();
        }
      }
    }
  }

  private static @Nullable Object value(Table table, Column column, int i, int contentBytes) {
    String name = table.name() + "." + column.name();
    return switch (name) {
      case "job.id", "artifact.job_id" -> id(i);
      case "job_event.job_id" -> id(i / 2);
      case "job_event.seq" -> i + FIRST_EVENT;
      case "job.status" -> STATES.get(i % STATES.size());
      case "job.type", "job.lane" -> "llm";
      case "job.resource" -> "gpu";
      case "job.tenant" -> "default";
      case "job.run_at" -> START.plusSeconds(i);
      case "job.priority" -> i % 10L;
      case "job.attempt" -> i % STATES.size() == 2 ? 1L : 0L;
      case "job.max_attempts" -> 3L;
      case "job.tags" -> "";
      case "job.callback_events", "job.callback_url" -> null;
      case "job.request" -> "{\"prompt\":\"No. " + i + ": it's 你好 \\\\ \uD83D\uDE00\"}";
      case "job.node" -> i % STATES.size() == 2 ? "node-1" : null;
      case "artifact.sha256", "artifact_content.sha256" -> sha256(content(i, contentBytes));
      case "artifact_content.content" -> content(i, contentBytes);
      case "system_jobrunr_metadata.id" -> "sample-" + i;
      case "tenant.name", "lane.name" -> "sample-" + i;
      default -> column.nullable() && i % 3 == 1 ? null : value(column, i);
    };
  }

  private static Object value(Column column, int i) {
    return switch (column.kind()) {
      case TEXT -> "é" + i;
      case FIXED_TEXT -> column.length() == 36 ? id(i).toString() : fixed(column, i);
      case ID -> id(i);
      case WHOLE -> (long) i;
      case FLOATING -> i / 7.0;
      case DECIMAL -> BigDecimal.valueOf(i % 10, 1).stripTrailingZeros();
      case TRUTH -> i % 2 == 0;
      case TIME -> START.plusSeconds(i);
      case LOCAL_TIME -> LocalDateTime.ofInstant(START.plusSeconds(i), ZoneOffset.UTC);
      case DAY -> LocalDate.of(2026, 1, 1).plusDays(i);
      case BYTES -> new byte[] {(byte) i, 0, -1};
    };
  }

  private static String fixed(Column column, int i) {
    return String.format(
        Locale.ROOT, "%0" + column.length() + "d", column.length() == 1 ? i % 10 : i);
  }

  /** Their order differs from that of their numbers, as unsigned and signed. */
  public static UUID id(int i) {
    return new UUID(i * 0x9E3779B97F4A7C15L, 0x8000000000000000L | i);
  }

  /** One of ten thousand is larger than a page. */
  private static byte[] content(int i, int about) {
    byte[] bytes = new byte[i % 10_000 == 99 ? 5_000_000 : about + i % 100];
    new Random(i).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
