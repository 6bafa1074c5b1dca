package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.webhook.Callback;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a row of table {@code job}. Thread-safe. */
public final class JobRowMapper implements RowMapper<Job> {

  @Override
  public Job map(ResultSet row, StatementContext context) throws SQLException {
    return map(row);
  }

  /** The job in the current row. */
  public static Job map(ResultSet row) throws SQLException {
    return new Job(
        row.getObject("id", UUID.class),
        new TaskType(row.getString("type")),
        row.getString("resource"),
        row.getInt("priority"),
        row.getLong("sort_key"),
        JobStatus.fromWireName(row.getString("status")).orElseThrow(),
        row.getDouble("progress"),
        row.getString("progress_note"),
        row.getInt("attempt"),
        row.getInt("max_attempts"),
        row.getLong("fencing_token"),
        row.getString("request"),
        row.getString("result"),
        row.getString("error_type"),
        row.getString("error_message"),
        row.getString("idempotency_key"),
        row.getString("tenant"),
        tags(row.getString("tags")),
        row.getString("node"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "run_at"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getInt("timeout_s"),
        row.getString("unique_key"),
        backoff(row),
        row.getInt("queue_timeout_s"),
        instant(row, "start_by"),
        row.getString("share"),
        row.getObject("run_id", UUID.class),
        Callback.of(row.getString("callback_url"), row.getString("callback_events")),
        row.getString("traceparent"));
  }

  private static @Nullable Backoff backoff(ResultSet row) throws SQLException {
    int first = row.getInt("backoff_s");
    return row.wasNull()
        ? null
        : new Backoff(first, row.getInt("backoff_max_s"), row.getDouble("backoff_factor"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static List<String> tags(String joined) {
    return Arrays.stream(joined.split(",")).filter(t -> !t.isEmpty()).toList();
  }
}
