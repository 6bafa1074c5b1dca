package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.node.Node;
import dev.aischeduler.engine.JobDetails;
import dev.aischeduler.engine.task.HandlerStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What people want to know of lanes: how full, whether paused, and how its jobs stand. Thread-safe.
 */
public final class Lanes {
  private final JobStore store;
  private final LaneStore lanes;
  private final Slots slots;
  private final LaneWeights weights;
  private final Forecast forecast;

  /**
   * Lanes of this node.
   *
   * @param handlers health of the handler of a lane
   * @param nodes every node as last seen
   */
  public Lanes(
      Settings settings,
      JobStore store,
      LaneStore lanes,
      Slots slots,
      LaneRates rates,
      LaneWeights weights,
      Function<TaskType, HandlerStatus> handlers,
      Supplier<List<Node>> nodes,
      Clock clock) {
    this.store = store;
    this.lanes = lanes;
    this.slots = slots;
    this.weights = weights;
    this.forecast = new Forecast(settings, store, slots, rates, handlers, nodes, clock);
  }

  /** Every lane. */
  public List<LaneView> views() {
    Set<TaskType> paused = lanes.paused();
    return Arrays.stream(TaskType.values()).map(lane -> view(lane, paused.contains(lane))).toList();
  }

  /** One lane. */
  public LaneView view(TaskType lane) {
    return view(lane, lanes.paused().contains(lane));
  }

  private LaneView view(TaskType lane, boolean paused) {
    Map<JobStatus, Long> counts = store.countActive(lane);
    return new LaneView(
        lane,
        lane.resource(),
        weights.of(lane),
        slots.max(lane),
        slots.clusterMax(lane),
        paused,
        counts.getOrDefault(JobStatus.QUEUED, 0L),
        counts.getOrDefault(JobStatus.SCHEDULED, 0L),
        counts.getOrDefault(JobStatus.RUNNING, 0L));
  }

  /** Pauses or resumes a lane on every node. */
  public void pause(TaskType lane, boolean paused, Instant now) {
    lanes.setPaused(lane, paused, now);
  }

  /**
   * Changes the lanes' shares of the devices.
   *
   * @throws dev.aischeduler.engine.task.InvalidRequestException names the lane at fault
   */
  public void weights(Map<TaskType, Integer> changed) {
    weights.change(changed);
  }

  /** A job with its place, the reason why it waits, and an estimate of its end. */
  public JobDetails details(Job job, List<Artifact> artifacts) {
    boolean paused = job.status() == JobStatus.QUEUED && lanes.paused().contains(job.type());
    return forecast.details(job, paused, artifacts);
  }
}
