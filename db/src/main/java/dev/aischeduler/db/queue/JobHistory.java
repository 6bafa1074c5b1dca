package dev.aischeduler.db.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.StoredText;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's changes of state as they stand in its history, each in the transaction of its change. */
final class JobHistory {
  private static final String INSERT =
      "INSERT INTO job_event (job_id, at, kind, data) VALUES (?, ?, 'state', ?)";

  private static final String INSERT_ALL =
      """
      INSERT INTO job_event (job_id, at, kind, data)
      SELECT CAST(n.id AS uuid), CAST(n.at AS timestamp(6) with time zone), 'state', n.data
        FROM unnest(%s) AS n(id, at, data)""";

  /** Longest error in the history; the row of the job has more of it. */
  private static final int MAX_ERROR = 1000;

  private JobHistory() {}

  /**
   * A change of state.
   *
   * @param data as {@link #data} writes it
   */
  record Event(UUID job, Instant at, String data) {}

  /** The document of a change to a state that a job leaves at a time. */
  static String data(JobStatus status, @Nullable Instant runAt) {
    return runAt == null ? JobEvent.data(status) : json(status, "run_at", runAt, null, null);
  }

  /** The document of a start. */
  static String started(String node) {
    return json(JobStatus.RUNNING, "node", node, null, null);
  }

  /** The document of an end, or of what follows a failure. */
  static String data(
      JobStatus status,
      @Nullable Instant runAt,
      @Nullable String errorType,
      @Nullable String error) {
    return errorType == null && error == null
        ? data(status, runAt)
        : json(status, "run_at", runAt, errorType, error);
  }

  private static String json(
      JobStatus status,
      String key,
      @Nullable Object value,
      @Nullable String errorType,
      @Nullable String error) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("status", status.wireName());
    put(data, key, value);
    put(data, "error_type", errorType);
    put(data, "error", StoredText.limit(error, MAX_ERROR));
    try {
      return Json.mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a change of state cannot be written as JSON", e);
    }
  }

  private static void put(Map<String, Object> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
  }

  /** Adds events. */
  static void add(Connection connection, Dialect dialect, List<Event> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    if (RowArrays.fit(dialect, events)) {
      String parameters =
          RowArrays.parameters(dialect, RowArrays.TEXT, RowArrays.TEXT, RowArrays.TEXT);
      try (PreparedStatement insert =
          connection.prepareStatement(String.format(Locale.ROOT, INSERT_ALL, parameters))) {
        RowArrays<Event> arrays = new RowArrays<>(insert, events);
        arrays.text(1, event -> event.job().toString());
        arrays.time(2, Event::at);
        arrays.text(3, Event::data);
        insert.executeUpdate();
      }
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Event event : events) {
        insert.setObject(1, event.job());
        Bind.instant(insert, 2, event.at());
        insert.setString(3, event.data());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
