package dev.aischeduler.db.jobrunr;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.Json;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds a job's changes of state to its history, in the transaction of the change. Thread-safe. */
final class JobHistory {
  private static final String INSERT_EVENT =
      "INSERT INTO job_event (job_id, at, kind, data) VALUES (?, ?, 'state', ?)";

  private final Clock clock;

  JobHistory(Clock clock) {
    this.clock = clock;
  }

  /** Adds an event for each change. */
  void changed(Connection connection, List<JobChange> changes) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
      for (JobChange change : changes) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", change.status().wireName());
        put(data, "node", change.node());
        put(data, "run_at", change.runAt());
        put(data, "error_type", change.outcome().errorType());
        put(data, "error", limit(change.outcome().errorMessage(), 1000));
        addEvent(insert, change.id(), clock.instant(), data);
      }
      insert.executeBatch();
    }
  }

  /** Adds the first events of new jobs. */
  void created(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
      for (Job job : jobs) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", job.status().wireName());
        put(data, "run_at", job.runAt());
        addEvent(insert, job.id(), job.createdAt(), data);
      }
      insert.executeBatch();
    }
  }

  /** Adds the event of a job that is queued again by a user. */
  void reopened(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
      addEvent(insert, id, clock.instant(), Map.of("status", JobStatus.QUEUED.wireName()));
      insert.executeBatch();
    }
  }

  private static void addEvent(PreparedStatement insert, UUID id, Instant at, Map<String, ?> data)
      throws SQLException {
    insert.setObject(1, id);
    JobMirror.setInstant(insert, 2, at);
    try {
      insert.setString(3, Json.mapper().writeValueAsString(data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event of job " + id + " cannot be written as JSON", e);
    }
    insert.addBatch();
  }

  private static void put(Map<String, Object> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
  }

  private static @Nullable String limit(@Nullable String text, int max) {
    return text == null || text.length() <= max ? text : text.substring(0, max);
  }
}
