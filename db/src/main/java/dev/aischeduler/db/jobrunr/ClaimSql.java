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

/** Selects and locks the next jobs of a lane; rows locked by another claim are passed over. */
final class ClaimSql {
  /** One index range scan of job_claim_idx that stops after the limit, whatever the backlog. */
  static final String POSTGRESQL =
      """
      SELECT j.*, r.version AS jobrunr_version
        FROM (SELECT id FROM job
               WHERE lane = ? AND status = 'queued'
               ORDER BY sort_key LIMIT ? FOR UPDATE SKIP LOCKED) next
        JOIN job j ON j.id = next.id
        JOIN jobrunr_jobs r ON r.id = CAST(j.id AS char(36))
       ORDER BY j.sort_key""";

  /**
   * H2 sorts the whole queue when FOR UPDATE stands beside ORDER BY and LIMIT, so those go into a
   * sub-select that job_claim_idx serves. COALESCE keeps the outer select on the primary key: by
   * job_status_idx, which costs the same in H2's eyes, it would read every queued row.
   */
  static final String H2_LOCK =
      """
      SELECT id FROM job
       WHERE id IN (SELECT id FROM job
                     WHERE lane = ? AND status = 'queued'
                     ORDER BY lane, status, sort_key LIMIT ?)
         AND COALESCE(status, '') = 'queued'
       ORDER BY sort_key FOR UPDATE SKIP LOCKED""";

  private static final String H2_READ =
      """
      SELECT j.*, r.version AS jobrunr_version FROM job j JOIN jobrunr_jobs r ON r.id = CAST(j.id AS char(36))
       WHERE j.id IN (%s) ORDER BY j.sort_key""";

  /** A locked job with the version of its JobRunr row. */
  record Claim(Job job, int jobRunrVersion) {}

  private ClaimSql() {}

  static List<Claim> select(Connection connection, Dialect dialect, TaskType lane, int limit)
      throws SQLException {
    return switch (dialect) {
      case POSTGRESQL -> selectPostgres(connection, lane, limit);
      case H2 -> selectH2(connection, lane, limit);
    };
  }

  private static List<Claim> selectPostgres(Connection connection, TaskType lane, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(POSTGRESQL)) {
      select.setString(1, lane.wireName());
      select.setInt(2, limit);
      return read(select);
    }
  }

  private static List<Claim> selectH2(Connection connection, TaskType lane, int limit)
      throws SQLException {
    List<Object> ids = new ArrayList<>();
    try (PreparedStatement lock = connection.prepareStatement(H2_LOCK)) {
      lock.setString(1, lane.wireName());
      lock.setInt(2, limit);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1));
        }
      }
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    String sql = H2_READ.formatted(String.join(",", Collections.nCopies(ids.size(), "?")));
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
