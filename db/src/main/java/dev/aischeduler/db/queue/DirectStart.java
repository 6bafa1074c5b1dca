package dev.aischeduler.db.queue;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Job;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Stores a new job as running, if no job of its lane goes before it and the lane is not paused;
 * else as waiting. What decides it is read by the statement that stores it, so that a submission of
 * another node cannot be overlooked.
 */
final class DirectStart {
  /** A probe of job_claim_idx and one of the lane's key. */
  static final String IS_FREE =
      """
      SELECT NOT EXISTS (SELECT 1 FROM job
                          WHERE lane = ? AND status = 'queued' AND sort_key < ?)
         AND NOT EXISTS (SELECT 1 FROM lane WHERE name = ? AND paused) AS starts""";

  private static final String POSTGRESQL =
      "WITH f AS MATERIALIZED (\n"
          + IS_FREE
          + "), j AS (\n"
          + JobInsert.COLUMNS
          + """
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS uuid),
             ?, ?, ?, 0, CASE WHEN f.starts THEN 'running' ELSE 'queued' END,
             CASE WHEN f.starts THEN 1 ELSE 0 END, CASE WHEN f.starts THEN 1 ELSE 0 END,
             CASE WHEN f.starts THEN ? END, CASE WHEN f.starts THEN ? END
        FROM f
      RETURNING id, started_at),
      e AS (
      INSERT INTO job_event (job_id, at, kind, data)
      SELECT id, started_at, 'state', ? FROM j WHERE started_at IS NOT NULL)
      SELECT started_at IS NOT NULL FROM j""";

  private DirectStart() {}

  /** Stores a job that is queued as it stands; true when it is running instead. */
  static boolean insert(Connection connection, Dialect dialect, Job job, String node, Instant now)
      throws SQLException {
    return dialect == Dialect.POSTGRESQL
        ? atOnce(connection, job, node, now)
        : inSteps(connection, job, node, now);
  }

  private static boolean atOnce(Connection connection, Job job, String node, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(POSTGRESQL)) {
      bindFree(insert, job);
      int i = JobInsert.bindShared(insert, 4, job);
      insert.setString(i++, node);
      Bind.instant(insert, i++, now);
      insert.setString(i, JobHistory.started(node));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static void bindFree(PreparedStatement statement, Job job) throws SQLException {
    statement.setString(1, job.type().wireName());
    statement.setLong(2, job.sortKey());
    statement.setString(3, job.type().wireName());
  }

  /** On H2, which serves one process: its callers keep the lane's claims out meanwhile. */
  private static boolean inSteps(Connection connection, Job job, String node, Instant now)
      throws SQLException {
    boolean starts;
    try (PreparedStatement select = connection.prepareStatement(IS_FREE)) {
      bindFree(select, job);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        starts = row.getBoolean(1);
      }
    }
    JobInsert.batch(connection, List.of(starts ? job.startedOn(node, now) : job));
    if (starts) {
      JobHistory.add(
          connection,
          Dialect.H2,
          List.of(new JobHistory.Event(job.id(), now, JobHistory.started(node))));
    }
    return starts;
  }
}
