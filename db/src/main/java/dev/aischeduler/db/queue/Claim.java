package dev.aischeduler.db.queue;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import java.util.List;

/**
 * Asks for the first jobs of a lane.
 *
 * @param limit at most so many jobs, 1..
 * @param clusterMost jobs of the lane that may run at once on all nodes; 0 for any number
 */
public record Claim(TaskType lane, int limit, int clusterMost) {

  /**
   * What a claim got.
   *
   * @param jobs running on this node from now on, in the order to start them
   * @param heldBack true when the limit of all nodes left less than was asked for
   */
  public record Claimed(Claim claim, List<Job> jobs, boolean heldBack) {}
}
