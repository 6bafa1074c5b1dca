package dev.aischeduler.db.lane;

import dev.aischeduler.config.TaskType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many jobs of a lane may run at once on all nodes: a counting semaphore whose count is the
 * running rows themselves, so that no permit is ever lost, whatever crashes.
 *
 * <p>Invariant: a claim counts and claims under the lock of the lane's row, until it commits; no
 * two claims of a limited lane count at the same time.
 */
public final class ClusterLimit {
  private static final String LOCK = "SELECT name FROM lane WHERE name = ? FOR UPDATE";

  /** job_status_idx; running jobs are few. */
  private static final String COUNT =
      "SELECT count(*) FROM job WHERE status = 'running' AND lane = ?";

  private ClusterLimit() {}

  /**
   * How many jobs the transaction of this connection may claim now.
   *
   * @param most jobs of the lane that may run at once; 0 for any number
   * @param wanted jobs that the claim has room for
   * @return 0..wanted
   */
  public static int permits(Connection connection, TaskType lane, int most, int wanted)
      throws SQLException {
    if (most == 0) {
      return wanted;
    }
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setString(1, lane.wireName());
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("lane " + lane.wireName() + " has no row to lock");
        }
      }
    }
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setString(1, lane.wireName());
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return Math.max(0, Math.min(wanted, most - row.getInt(1)));
      }
    }
  }
}
