package dev.aischeduler.db.jobrunr;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import java.util.ArrayList;
import java.util.List;
import org.jobrunr.storage.navigation.AmountRequest;

/**
 * Asks JobRunr's storage for the next jobs of one lane, and brings back their {@code job} rows, as
 * they were before the claim. Used by one thread for one claim, which may be begun again.
 */
public final class LaneRequest extends AmountRequest {
  private final TaskType lane;
  private final List<Job> claimed = new ArrayList<>();

  /** At most {@code limit} jobs of the lane, in sort_key order. */
  public LaneRequest(TaskType lane, int limit) {
    super("updatedAt:ASC", limit);
    this.lane = lane;
  }

  TaskType lane() {
    return lane;
  }

  /** Rows of the jobs that were selected, in the order to start them. */
  public List<Job> claimed() {
    return claimed;
  }
}
