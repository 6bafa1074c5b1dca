package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.node.Node;
import dev.aischeduler.engine.figure.Recent;
import dev.aischeduler.engine.task.HandlerStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What people want to know of lanes: how full, whether paused, and how its jobs stand. Thread-safe.
 */
public final class Lanes {
  private final Settings settings;
  private final LaneStore lanes;
  private final Recent<Set<TaskType>> paused;
  private final Slots slots;
  private final LaneWeights weights;
  private final LaneCounts counts;
  private final Forecast forecast;

  /**
   * @param handlers health of the handler of a lane
   * @param nodes every node as last seen
   */
  public Lanes(
      Settings settings,
      LaneQueue queue,
      QueueLengths lengths,
      LaneStore lanes,
      Slots slots,
      LaneRates rates,
      LaneWeights weights,
      LaneCounts counts,
      Function<TaskType, HandlerStatus> handlers,
      Supplier<List<Node>> nodes,
      Clock clock) {
    this.settings = settings;
    this.lanes = lanes;
    this.paused = new Recent<>(lanes::paused);
    this.slots = slots;
    this.weights = weights;
    this.counts = counts;
    this.forecast =
        new Forecast(settings, queue, lengths, slots, rates, counts, handlers, nodes, clock);
  }

  /** Every lane. */
  public List<LaneView> views() {
    Set<TaskType> now = lanes.paused();
    Map<TaskType, Map<JobStatus, Long>> jobs = counts.now();
    return settings.lanes().types().stream()
        .map(lane -> view(lane, now.contains(lane), jobs.getOrDefault(lane, Map.of())))
        .toList();
  }

  /** One lane. */
  public LaneView view(TaskType lane) {
    return views().stream().filter(view -> view.lane().equals(lane)).findFirst().orElseThrow();
  }

  private LaneView view(TaskType lane, boolean paused, Map<JobStatus, Long> jobs) {
    return new LaneView(
        lane,
        settings.lanes().of(lane).label(),
        weights.of(lane),
        slots.max(lane),
        slots.clusterMax(lane),
        paused,
        jobs.getOrDefault(JobStatus.QUEUED, 0L),
        jobs.getOrDefault(JobStatus.SCHEDULED, 0L),
        jobs.getOrDefault(JobStatus.RUNNING, 0L));
  }

  /** Pauses or resumes a lane on every node. */
  public void pause(TaskType lane, boolean pause, Instant now) {
    lanes.setPaused(lane, pause, now);
    paused.forget();
  }

  /**
   * Changes the lanes' shares of the devices.
   *
   * @throws dev.aischeduler.engine.task.InvalidRequestException names the lane at fault
   */
  public void weights(Map<TaskType, Integer> changed) {
    weights.change(changed);
  }

  /** When and where a job would run that is not stored. */
  public Outlook outlook(Job job) {
    return forecast.outlook(job, paused.get().contains(job.type()));
  }

  /** A job with its place, the reason why it waits, and an estimate of its end. */
  public JobDetails details(Job job, List<Artifact> artifacts) {
    boolean isPaused = job.status() == JobStatus.QUEUED && paused.get().contains(job.type());
    return forecast.details(job, isPaused, artifacts);
  }
}
