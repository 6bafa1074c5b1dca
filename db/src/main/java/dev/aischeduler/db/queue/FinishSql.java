package dev.aischeduler.db.queue;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.StoredText;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.webhook.NewDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Writes the ends of attempts that still own their jobs, with all that belongs to them. */
final class FinishSql {
  private static final int MAX_MESSAGE = 4000;

  private static final String GUARD = " WHERE id = ? AND fencing_token = ? AND status = 'running'";

  private static final String ONE =
      """
      UPDATE job SET status = ?, attempt = attempt + ?, run_at = COALESCE(?, run_at),
             finished_at = ?, result = ?, error_type = ?, error_message = ?, progress = ?,
             progress_note = NULL
      """
          + GUARD;

  /** One round trip for the row and its history. */
  private static final String ONE_WITH_HISTORY =
      "WITH j AS (\n"
          + ONE
          + """
       RETURNING id)
      INSERT INTO job_event (job_id, at, kind, data) SELECT id, ?, 'state', ? FROM j
      RETURNING job_id""";

  /**
   * The same for many in one statement, which costs PostgreSQL half of one for each; locked in the
   * order of ids first, as every transaction takes its locks.
   */
  static final String ALL =
      """
      WITH n AS MATERIALIZED (
        SELECT j.id AS job_id, CAST(n.at AS timestamptz) AS ended, n.*
          FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               AS n(id, token, status, attempts, run_at, finished_at, result, error_type,
                    error_message, progress, at, event)
          JOIN job j ON j.id = CAST(n.id AS uuid) AND j.fencing_token = n.token
                    AND j.status = 'running'
         ORDER BY j.id FOR UPDATE OF j),
      u AS (
      UPDATE job j
         SET status = n.status, attempt = j.attempt + n.attempts,
             run_at = COALESCE(CAST(n.run_at AS timestamptz), j.run_at),
             finished_at = CAST(n.finished_at AS timestamptz), result = n.result,
             error_type = n.error_type, error_message = n.error_message,
             progress = n.progress, progress_note = NULL
        FROM n WHERE j.id = n.job_id)
      INSERT INTO job_event (job_id, at, kind, data)
      SELECT n.job_id, n.ended, 'state', n.event FROM n
      RETURNING job_id""";

  private static final String INSERT_ARTIFACT =
      """
      INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
      VALUES (?, ?, ?, ?, ?, ?)""";

  private FinishSql() {}

  /** Writes ends of different jobs; returns the jobs that their attempts still owned. */
  static Set<UUID> write(Connection connection, Dialect dialect, List<Finish> ends)
      throws SQLException {
    Set<UUID> done;
    if (dialect == Dialect.H2) {
      done = each(connection, ends);
    } else {
      done = ends.size() == 1 ? one(connection, ends.get(0)) : all(connection, ends);
    }
    List<Finish> owned = ends.stream().filter(end -> done.contains(end.job())).toList();
    insertArtifacts(connection, owned);
    NewDelivery.insert(
        connection, owned.stream().map(Finish::delivery).filter(Objects::nonNull).toList());
    return done;
  }

  /** True when the ends make more than one statement. */
  static boolean needsTransaction(Dialect dialect, List<Finish> ends) {
    return dialect == Dialect.H2
        || ends.stream()
            .anyMatch(end -> !end.outcome().artifacts().isEmpty() || end.delivery() != null);
  }

  private static Set<UUID> each(Connection connection, List<Finish> ends) throws SQLException {
    Set<UUID> done = new HashSet<>();
    List<JobHistory.Event> events = new ArrayList<>();
    // in the order of ids, as every transaction takes its locks
    List<Finish> ordered = ends.stream().sorted(Comparator.comparing(Finish::job)).toList();
    try (PreparedStatement update = connection.prepareStatement(ONE)) {
      for (Finish end : ordered) {
        bind(update, end);
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        Finish end = ordered.get(i);
        if (counts[i] == 1) {
          done.add(end.job());
          events.add(new JobHistory.Event(end.job(), end.at(), event(end)));
        }
      }
    }
    JobHistory.add(connection, Dialect.H2, events);
    return done;
  }

  private static String event(Finish end) {
    return JobHistory.data(
        end.status(), end.runAt(), end.outcome().errorType(), end.outcome().errorMessage());
  }

  /** Binds a guarded update; returns the index after it. */
  private static int bind(PreparedStatement update, Finish end) throws SQLException {
    update.setString(1, end.status().wireName());
    update.setInt(2, end.attemptDelta());
    Bind.instant(update, 3, end.runAt());
    Bind.instant(update, 4, end.finishedAt());
    update.setString(5, end.outcome().result());
    update.setString(6, end.outcome().errorType());
    update.setString(7, StoredText.limit(end.outcome().errorMessage(), MAX_MESSAGE));
    update.setDouble(8, end.progress());
    update.setObject(9, end.job());
    update.setLong(10, end.fencingToken());
    return 11;
  }

  private static Set<UUID> one(Connection connection, Finish end) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ONE_WITH_HISTORY)) {
      int next = bind(update, end);
      Bind.instant(update, next, end.at());
      update.setString(next + 1, event(end));
      return ids(update);
    }
  }

  private static Set<UUID> all(Connection connection, List<Finish> ends) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ALL)) {
      RowArrays<Finish> arrays = new RowArrays<>(update, ends);
      arrays.text(1, end -> end.job().toString());
      arrays.int8(2, Finish::fencingToken);
      arrays.text(3, end -> end.status().wireName());
      arrays.int4(4, Finish::attemptDelta);
      arrays.time(5, Finish::runAt);
      arrays.time(6, Finish::finishedAt);
      arrays.text(7, end -> end.outcome().result());
      arrays.text(8, end -> end.outcome().errorType());
      arrays.text(9, end -> StoredText.limit(end.outcome().errorMessage(), MAX_MESSAGE));
      arrays.int4(10, end -> (int) end.progress());
      arrays.time(11, Finish::at);
      arrays.text(12, FinishSql::event);
      return ids(update);
    }
  }

  private static Set<UUID> ids(PreparedStatement update) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (ResultSet rows = update.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  private static void insertArtifacts(Connection connection, List<Finish> ends)
      throws SQLException {
    List<Artifact> artifacts =
        ends.stream().flatMap(end -> end.outcome().artifacts().stream()).toList();
    if (artifacts.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ARTIFACT)) {
      for (Artifact artifact : artifacts) {
        insert.setObject(1, artifact.jobId());
        insert.setString(2, artifact.name());
        insert.setString(3, artifact.mediaType());
        insert.setLong(4, artifact.size());
        insert.setString(5, artifact.sha256());
        Bind.instant(insert, 6, artifact.createdAt());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
