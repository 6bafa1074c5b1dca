package dev.aischeduler.db.queue;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobRowMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes the first jobs of a lane; on PostgreSQL, rows locked by another claim are passed over. */
final class ClaimSql {
  private static final String RUNNING =
      """
       status = 'running', attempt = attempt + 1, fencing_token = fencing_token + 1, node = ?,
             started_at = ?, finished_at = NULL, result = NULL, error_type = NULL,
             error_message = NULL, progress = 0, progress_note = NULL
      """;

  /**
   * One statement: a range of job_claim_idx that ends after the limit whatever the backlog, the
   * rows by their keys, and their history. An array keeps the planner from expecting many rows.
   */
  static final String POSTGRESQL =
      "WITH claimed AS (\nUPDATE job SET"
          + RUNNING
          + """
       WHERE id = ANY (ARRAY(
         SELECT id FROM job WHERE lane = ? AND status = 'queued'
          ORDER BY sort_key LIMIT ? FOR UPDATE SKIP LOCKED))
      RETURNING *),
      history AS (
      INSERT INTO job_event (job_id, at, kind, data)
      SELECT id, ?, 'state', ? FROM claimed)
      SELECT * FROM claimed""";

  /**
   * H2 serves one process, in which one job server claims a lane; a change by a user meanwhile
   * shows in the status. H2 would sort the whole queue if FOR UPDATE stood here.
   */
  static final String H2 =
      """
      SELECT * FROM job WHERE lane = ? AND status = 'queued'
       ORDER BY lane, status, sort_key LIMIT ?""";

  private static final String H2_START =
      "UPDATE job SET" + RUNNING + " WHERE id = ? AND fencing_token = ? AND status = 'queued'";

  private ClaimSql() {}

  /** Claims at most so many jobs for a node; returns them as they are now, in order. */
  static List<Job> claim(
      Connection connection, Dialect dialect, TaskType lane, int limit, String node, Instant now)
      throws SQLException {
    if (limit == 0) {
      return List.of();
    }
    List<Job> claimed =
        dialect == Dialect.POSTGRESQL
            ? atOnce(connection, lane, limit, node, now)
            : inSteps(connection, lane, limit, node, now);
    claimed.sort(Comparator.comparingLong(Job::sortKey));
    return claimed;
  }

  private static List<Job> atOnce(
      Connection connection, TaskType lane, int limit, String node, Instant now)
      throws SQLException {
    try (PreparedStatement claim = connection.prepareStatement(POSTGRESQL)) {
      claim.setString(1, node);
      Bind.instant(claim, 2, now);
      claim.setString(3, lane.wireName());
      claim.setInt(4, limit);
      Bind.instant(claim, 5, now);
      claim.setString(6, JobHistory.started(node));
      return read(claim);
    }
  }

  private static List<Job> inSteps(
      Connection connection, TaskType lane, int limit, String node, Instant now)
      throws SQLException {
    List<Job> waiting;
    try (PreparedStatement select = connection.prepareStatement(H2)) {
      select.setString(1, lane.wireName());
      select.setInt(2, limit);
      waiting = read(select);
    }
    List<Job> claimed = new ArrayList<>();
    if (waiting.isEmpty()) {
      return claimed;
    }
    try (PreparedStatement start = connection.prepareStatement(H2_START)) {
      for (Job job : waiting) {
        start.setString(1, node);
        Bind.instant(start, 2, now);
        start.setObject(3, job.id());
        start.setLong(4, job.fencingToken());
        start.addBatch();
      }
      int[] counts = start.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          claimed.add(waiting.get(i).startedOn(node, now));
        }
      }
    }
    String started = JobHistory.started(node);
    JobHistory.add(
        connection,
        Dialect.H2,
        claimed.stream().map(job -> new JobHistory.Event(job.id(), now, started)).toList());
    return claimed;
  }

  private static List<Job> read(PreparedStatement select) throws SQLException {
    List<Job> jobs = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        jobs.add(JobRowMapper.map(rows));
      }
    }
    return jobs;
  }
}
