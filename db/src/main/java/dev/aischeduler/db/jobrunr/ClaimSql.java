package dev.aischeduler.db.jobrunr;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobRowMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Selects the next jobs of a lane; on PostgreSQL, rows locked by another claim are passed over. */
final class ClaimSql {
  /** One index range scan of job_claim_idx that stops after the limit, whatever the backlog. */
  static final String POSTGRESQL =
      """
      SELECT j.*, r.version AS jobrunr_version
        FROM (SELECT id FROM job
               WHERE lane = ? AND status = 'queued'
               ORDER BY sort_key LIMIT ? FOR UPDATE SKIP LOCKED) next
        JOIN job j ON j.id = next.id
        JOIN jobrunr_jobs r ON r.id = j.id
       ORDER BY j.sort_key""";

  /**
   * H2 serves one process, so no other claim competes; a change by a user meanwhile shows in the
   * version of JobRunr's row. H2 would sort the whole queue if FOR UPDATE stood here.
   */
  static final String H2 =
      """
      SELECT j.*, r.version AS jobrunr_version
        FROM (SELECT * FROM job WHERE lane = ? AND status = 'queued'
               ORDER BY lane, status, sort_key LIMIT ?) j
        JOIN jobrunr_jobs r ON r.id = j.id
       ORDER BY j.sort_key""";

  private static final String OPEN =
      """
      SELECT j.*, r.version AS jobrunr_version
        FROM job j JOIN jobrunr_jobs r ON r.id = j.id
       WHERE j.id IN (%s)""";

  /** A job to claim with the version of its JobRunr row. */
  record Claim(Job job, int jobRunrVersion) {}

  private ClaimSql() {}

  static List<Claim> select(Connection connection, Dialect dialect, TaskType lane, int limit)
      throws SQLException {
    if (limit == 0) {
      return List.of();
    }
    String sql = dialect == Dialect.POSTGRESQL ? POSTGRESQL : H2;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, lane.wireName());
      select.setInt(2, limit);
      return read(select);
    }
  }

  /** Open jobs by their ids, whatever their state; those that are over are left out. */
  static List<Claim> open(Connection connection, List<UUID> ids) throws SQLException {
    String sql = OPEN.formatted(String.join(",", Collections.nCopies(ids.size(), "?")));
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < ids.size(); i++) {
        select.setObject(i + 1, ids.get(i));
      }
      return read(select);
    }
  }

  private static List<Claim> read(PreparedStatement select) throws SQLException {
    List<Claim> claims = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        claims.add(new Claim(JobRowMapper.map(rows), rows.getInt("jobrunr_version")));
      }
    }
    return claims;
  }
}
