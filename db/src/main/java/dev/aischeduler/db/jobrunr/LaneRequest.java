package dev.aischeduler.db.jobrunr;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.lane.ClusterLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jobrunr.storage.navigation.AmountRequest;

/**
 * Asks JobRunr's storage for the next jobs of one lane, and brings back their {@code job} rows, as
 * they were before the claim. Used by one thread for one claim, which may be begun again.
 */
public final class LaneRequest extends AmountRequest {
  private final TaskType lane;
  private final int clusterMost;
  private final List<Job> claimed = new ArrayList<>();
  private boolean heldBack;

  /** At most {@code limit} jobs of the lane, in sort_key order. */
  public LaneRequest(TaskType lane, int limit) {
    this(lane, limit, 0);
  }

  /**
   * At most {@code limit} jobs of the lane, in sort_key order.
   *
   * @param clusterMost jobs of the lane that may run at once on all nodes; 0 for any number
   */
  public LaneRequest(TaskType lane, int limit, int clusterMost) {
    super("updatedAt:ASC", limit);
    this.lane = lane;
    this.clusterMost = clusterMost;
  }

  /** How many jobs the claim of this transaction may take, counting those of all nodes. */
  int permits(Connection connection) throws SQLException {
    int permits = ClusterLimit.permits(connection, lane, clusterMost, getLimit());
    heldBack = permits < getLimit();
    return permits;
  }

  /** True when the limit of all nodes left less than was asked for. */
  public boolean heldBack() {
    return heldBack;
  }

  TaskType lane() {
    return lane;
  }

  /** Rows of the jobs that were selected, in the order to start them. */
  public List<Job> claimed() {
    return claimed;
  }
}
