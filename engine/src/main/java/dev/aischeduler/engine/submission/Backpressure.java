package dev.aischeduler.engine.submission;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.engine.lane.LaneCounts;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.refusal.QueueFullException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses jobs that would make a lane longer than it may be: exactly, up to {@link
 * LaneCounts#EXACT} waiting jobs; beyond, but for what other nodes added since the last count.
 * Thread-safe.
 */
public final class Backpressure {
  private static final int RETRY_AFTER_S = 10;
  private static final int ESTIMATE_MARGIN = 200;

  private final Settings.Lanes lanes;
  private final LaneQueue queue;
  private final QueueLengths lengths;

  public Backpressure(Settings.Lanes lanes, LaneQueue queue, QueueLengths lengths) {
    this.lanes = lanes;
    this.queue = queue;
    this.lengths = lengths;
  }

  /** How many of these jobs wait in each lane once they are stored. */
  static Map<TaskType, Integer> queued(List<Job> jobs) {
    Map<TaskType, Integer> counts = new LinkedHashMap<>();
    for (Job job : jobs) {
      if (job.status() == JobStatus.QUEUED) {
        counts.merge(job.type(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /**
   * Returns when every lane has room for all of its new jobs.
   *
   * @throws QueueFullException a lane has no room now
   * @throws InvalidRequestException a lane never has room for so many
   */
  void check(Map<TaskType, Integer> more) {
    more.forEach(this::check);
  }

  private void check(TaskType lane, int more) {
    int max = lanes.of(lane).maxQueued();
    String key = "lanes." + lane.wireName() + ".max_queued";
    if (more > max) {
      throw new InvalidRequestException(
          "tasks",
          "holds "
              + more
              + " "
              + lane.wireName()
              + " jobs, but only "
              + max
              + " may wait ("
              + key
              + "); send fewer at a time or raise it");
    }
    if (!hasRoom(lane, more, max)) {
      throw new QueueFullException(
          "lane "
              + lane.wireName()
              + " has no room for "
              + more
              + " more: at most "
              + max
              + " jobs may wait ("
              + key
              + ")",
          RETRY_AFTER_S);
    }
  }

  /** A long lane is not counted for each submission; its length is known well enough. */
  private boolean hasRoom(TaskType lane, int more, int max) {
    long known = lengths.of(lane) + more;
    if (max > LaneCounts.EXACT) {
      return known <= max;
    }
    // the known length spares the count while there is room for what it may have missed
    return known <= max - ESTIMATE_MARGIN || queue.countQueued(lane, max) + more <= max;
  }
}
