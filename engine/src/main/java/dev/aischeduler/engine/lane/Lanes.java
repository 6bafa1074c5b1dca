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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people want to know of lanes: how full, whether paused, why a job waits and how long.
 * Thread-safe.
 */
public final class Lanes {
  private final Settings settings;
  private final JobStore store;
  private final LaneStore lanes;
  private final Slots slots;
  private final Function<TaskType, HandlerStatus> handlers;
  private final Supplier<List<Node>> nodes;
  private final Clock clock;

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
      Function<TaskType, HandlerStatus> handlers,
      Supplier<List<Node>> nodes,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.lanes = lanes;
    this.slots = slots;
    this.handlers = handlers;
    this.nodes = nodes;
    this.clock = clock;
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
        weight(lane),
        slots.max(lane),
        slots.clusterMax(lane),
        paused,
        counts.getOrDefault(JobStatus.QUEUED, 0L),
        counts.getOrDefault(JobStatus.SCHEDULED, 0L),
        counts.getOrDefault(JobStatus.RUNNING, 0L));
  }

  private int weight(TaskType lane) {
    return switch (lane) {
      case LLM -> settings.resources().gpuAllocation().llmPercentage();
      case IMAGE -> settings.resources().gpuAllocation().imagePercentage();
      case TTS -> 100;
    };
  }

  /** Pauses or resumes a lane on every node. */
  public void pause(TaskType lane, boolean paused, Instant now) {
    lanes.setPaused(lane, paused, now);
  }

  /** A job with its place, the reason why it waits, and an estimate of its end. */
  public JobDetails details(Job job, List<Artifact> artifacts) {
    Long position =
        job.status() == JobStatus.QUEUED ? store.countAhead(job.type(), job.sortKey()) + 1 : null;
    return new JobDetails(job, position, whyPending(job, position), eta(job, position), artifacts);
  }

  private @Nullable String whyPending(Job job, @Nullable Long position) {
    if (job.status() == JobStatus.SCHEDULED) {
      String error = job.errorMessage();
      return error == null
          ? "runs at " + job.runAt()
          : "attempt " + job.attempt() + " failed (" + error + "); runs again at " + job.runAt();
    }
    if (job.status() != JobStatus.QUEUED || position == null) {
      return null;
    }
    String lane = job.type().wireName();
    HandlerStatus status = handlers.apply(job.type());
    if (lanes.paused().contains(job.type())) {
      return "lane " + lane + " is paused";
    }
    List<Node> offering =
        nodes.get().stream().filter(n -> !n.lost() && n.labels().contains(job.resource())).toList();
    if (offering.isEmpty()) {
      return "waits for a node that offers " + job.resource() + "; none runs";
    }
    if (offering.stream().allMatch(Node::draining)) {
      return "every node that offers " + job.resource() + " is draining";
    }
    boolean here =
        offering.stream().anyMatch(n -> n.name().equals(settings.node().name()) && !n.draining());
    if (here && status.state() != HandlerStatus.State.READY) {
      return status.detail();
    }
    if (position > 1) {
      long ahead = position - 1;
      return ahead == 1
          ? "one job of lane " + lane + " starts first"
          : ahead + " jobs of lane " + lane + " start first";
    }
    int most = slots.clusterMax(job.type());
    if (most > 0 && store.countActive(job.type()).getOrDefault(JobStatus.RUNNING, 0L) >= most) {
      return "all nodes together run as many jobs of lane "
          + lane
          + " as they may ("
          + most
          + ", lanes."
          + lane
          + ".cluster_max_concurrent)";
    }
    if (!here) {
      return "waits for a slot of another node";
    }
    if (slots.freeOnNode() == 0) {
      return "every task slot of the node is busy (resources.max_concurrent_tasks)";
    }
    if (slots.freeInLane(job.type()) == 0) {
      return "every slot of lane " + lane + " is busy (" + slots.max(job.type()) + ")";
    }
    return "starts next";
  }

  private @Nullable Double eta(Job job, @Nullable Long position) {
    if (job.status().isFinal() || job.status() == JobStatus.SCHEDULED) {
      return null;
    }
    OptionalDouble mean = store.recentRunSeconds(job.type());
    if (mean.isEmpty()) {
      return null;
    }
    double run = mean.getAsDouble();
    if (position != null) {
      double rounds = Math.ceil(position / (double) slots.max(job.type()));
      return rounds * run;
    }
    Instant started = job.startedAt();
    double gone =
        started == null ? 0 : Duration.between(started, clock.instant()).toMillis() / 1000.0;
    return job.progress() > 0.05
        ? Math.max(0, gone / job.progress() - gone)
        : Math.max(0, run - gone);
  }
}
