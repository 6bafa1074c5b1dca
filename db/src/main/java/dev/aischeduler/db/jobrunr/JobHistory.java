package dev.aischeduler.db.jobrunr;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds a job's changes of state to its history, in the transaction of the change. Thread-safe. */
final class JobHistory {
  private static final String INSERT_EVENT =
      "INSERT INTO job_event (job_id, at, kind, data) VALUES (?, ?, 'state', ?)";

  private static final String INSERT_ALL =
      """
      INSERT INTO job_event (job_id, at, kind, data)
      SELECT CAST(n.id AS uuid), CAST(n.at AS timestamptz), 'state', n.data
        FROM unnest(?, ?, ?) AS n(id, at, data)""";

  private final Dialect dialect;
  private final Clock clock;

  JobHistory(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /** An event of a job. */
  private record Event(UUID job, Instant at, Map<String, ?> data) {
    String json() {
      try {
        return Json.mapper().writeValueAsString(data);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("event of job " + job + " cannot be written as JSON", e);
      }
    }
  }

  /** Adds an event for each change. */
  void changed(Connection connection, List<JobChange> changes) throws SQLException {
    List<Event> events = new ArrayList<>(changes.size());
    for (JobChange change : changes) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("status", change.status().wireName());
      put(data, "node", change.node());
      put(data, "run_at", change.runAt());
      put(data, "error_type", change.outcome().errorType());
      put(data, "error", limit(change.outcome().errorMessage(), 1000));
      events.add(new Event(change.id(), clock.instant(), data));
    }
    add(connection, events);
  }

  /** Adds the first events of new jobs. */
  void created(Connection connection, List<Job> jobs) throws SQLException {
    List<Event> events = new ArrayList<>(jobs.size());
    for (Job job : jobs) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("status", job.status().wireName());
      put(data, "run_at", job.runAt());
      events.add(new Event(job.id(), job.createdAt(), data));
    }
    add(connection, events);
  }

  /** Adds the event of a job that is queued again by a user. */
  void reopened(Connection connection, UUID id) throws SQLException {
    Map<String, Object> data = Map.of("status", JobStatus.QUEUED.wireName());
    add(connection, List.of(new Event(id, clock.instant(), data)));
  }

  private void add(Connection connection, List<Event> events) throws SQLException {
    if (PgArrays.fit(dialect, events)) {
      addAll(connection, events);
    } else {
      addEach(connection, events);
    }
  }

  private static void addAll(Connection connection, List<Event> events) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ALL)) {
      PgArrays<Event> arrays = new PgArrays<>(insert, events);
      arrays.text(1, event -> event.job().toString());
      arrays.time(2, Event::at);
      arrays.text(3, Event::json);
      insert.executeUpdate();
    }
  }

  private static void addEach(Connection connection, List<Event> events) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
      for (Event event : events) {
        insert.setObject(1, event.job());
        JobMirror.setInstant(insert, 2, event.at());
        insert.setString(3, event.json());
        insert.addBatch();
      }
      insert.executeBatch();
    }
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
