package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.node.Node;
import dev.aischeduler.engine.figure.Recent;
import dev.aischeduler.engine.task.HandlerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a job waits, and when it will be done, as far as this node can know. Thread-safe. */
final class Forecast {
  private static final String STARTS_NEXT = "starts next";
  private static final double TELLING_PROGRESS = 0.05;

  /** A place further back is not counted. */
  private static final int FARTHEST = QueuePlaces.FARTHEST;

  private final Settings settings;
  private final QueuePlaces places;
  private final Map<TaskType, Recent<OptionalDouble>> runSeconds;
  private final Slots slots;
  private final LaneRates rates;
  private final LaneCounts counts;
  private final Function<TaskType, HandlerStatus> handlers;
  private final Supplier<List<Node>> nodes;
  private final Clock clock;

  Forecast(
      Settings settings,
      LaneQueue queue,
      QueueLengths lengths,
      Slots slots,
      LaneRates rates,
      LaneCounts counts,
      Function<TaskType, HandlerStatus> handlers,
      Supplier<List<Node>> nodes,
      Clock clock) {
    this.settings = settings;
    this.places = new QueuePlaces(queue, lengths);
    this.runSeconds =
        Map.copyOf(
            settings.lanes().types().stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(),
                        lane -> new Recent<>(() -> queue.recentRunSeconds(lane)))));
    this.slots = slots;
    this.rates = rates;
    this.counts = counts;
    this.handlers = handlers;
    this.nodes = nodes;
    this.clock = clock;
  }

  JobDetails details(Job job, boolean paused, List<Artifact> artifacts) {
    return job.status() == JobStatus.QUEUED
        ? queued(job, paused, artifacts).details()
        : new JobDetails(job, null, whyScheduled(job), eta(job), artifacts);
  }

  /**
   * How a queued job stands.
   *
   * @param heldBack whether something keeps it from starting now
   */
  private record Standing(JobDetails details, boolean heldBack) {}

  private Standing queued(Job job, boolean paused, List<Artifact> artifacts) {
    long ahead = places.ahead(job.type(), job.sortKey());
    boolean far = ahead == FARTHEST;
    List<Node> serving = serving(job);
    String why = heldBack(job, paused, ahead, serving);
    Double eta =
        paused || far || serving.isEmpty() || !knows(job.type())
            ? null
            : etaQueued(job, ahead, serving);
    JobDetails details =
        new JobDetails(
            job,
            far ? null : Long.valueOf(ahead + 1),
            (why == null ? STARTS_NEXT : why) + deadline(job),
            eta,
            artifacts);
    return new Standing(details, why != null);
  }

  /** When and where a job would run that is not stored. */
  Outlook outlook(Job job, boolean paused) {
    Standing standing =
        job.status() == JobStatus.QUEUED
            ? queued(job, paused, List.of())
            : new Standing(details(job, paused, List.of()), true);
    JobDetails details = standing.details();
    boolean startsNow = !standing.heldBack();
    OptionalDouble mean = runSeconds(job.type());
    Double run = mean.isEmpty() ? null : Double.valueOf(mean.getAsDouble());
    return new Outlook(
        details,
        startsNow,
        startsNow ? Double.valueOf(0) : startsIn(job, details.etaS(), run),
        run,
        serving(job).stream()
            .filter(node -> node.lanes().getOrDefault(job.type(), 0) > 0)
            .map(Node::name)
            .toList());
  }

  private @Nullable Double startsIn(Job job, @Nullable Double eta, @Nullable Double run) {
    if (job.status() == JobStatus.SCHEDULED && job.runAt() != null) {
      return secondsUntil(job.runAt());
    }
    return eta == null || run == null ? null : Double.valueOf(Math.max(0, eta - run));
  }

  /** Mean of the lane's last jobs; empty also for a lane that this node does not know. */
  private OptionalDouble runSeconds(TaskType lane) {
    Recent<OptionalDouble> known = runSeconds.get(lane);
    return known == null ? OptionalDouble.empty() : known.get();
  }

  private boolean knows(TaskType type) {
    return settings.lanes().byType().containsKey(type);
  }

  private List<Node> offering(Job job) {
    return nodes.get().stream()
        .filter(n -> !n.lost() && n.labels().contains(job.resource()))
        .toList();
  }

  private List<Node> serving(Job job) {
    return offering(job).stream().filter(n -> !n.draining()).toList();
  }

  private static @Nullable String whyScheduled(Job job) {
    if (job.status() != JobStatus.SCHEDULED) {
      return null;
    }
    String error = job.errorMessage();
    return error == null
        ? "runs at " + job.runAt()
        : "attempt " + job.attempt() + " failed (" + error + "); runs again at " + job.runAt();
  }

  private static String deadline(Job job) {
    return job.startBy() == null || job.startedAt() != null
        ? ""
        : "; fails unless it starts by " + job.startBy();
  }

  /** What a queued job waits for; null when it starts as soon as a server looks. */
  private @Nullable String heldBack(Job job, boolean paused, long ahead, List<Node> serving) {
    String lane = job.type().wireName();
    if (paused) {
      return "lane " + lane + " is paused";
    }
    if (serving.isEmpty()) {
      return offering(job).isEmpty()
          ? "waits for a node that offers " + job.resource() + "; none runs"
          : "every node that offers " + job.resource() + " is draining";
    }
    if (!knows(job.type())) {
      return "waits for a node that knows task type " + lane + "; this one does not";
    }
    boolean here = serving.stream().anyMatch(n -> n.name().equals(settings.node().name()));
    HandlerStatus status = handlers.apply(job.type());
    if (here && status.state() != HandlerStatus.State.READY) {
      return status.detail();
    }
    if (ahead > 0) {
      return ahead(job, ahead);
    }
    Optional<Instant> opens = rates.opensAt(job.type());
    if (opens.isPresent()) {
      return "lane "
          + lane
          + " has used up its rate (lanes."
          + lane
          + ".rate_per_minute); it goes on at "
          + opens.get();
    }
    int most = slots.clusterMax(job.type());
    if (most > 0 && running(counts.now(), job.type()) >= most) {
      return "all nodes together run as many jobs of lane "
          + lane
          + " as they may ("
          + most
          + ", lanes."
          + lane
          + ".cluster_max_concurrent)";
    }
    if (here) {
      return noSlotHere(job);
    }
    return running(counts.recent(), job.type()) < offered(job, serving)
        ? null
        : "waits for a slot of another node";
  }

  /** Jobs of its lane that some nodes may run at once. */
  private static int offered(Job job, List<Node> serving) {
    return serving.stream().mapToInt(n -> n.lanes().getOrDefault(job.type(), 0)).sum();
  }

  private static long running(Map<TaskType, Map<JobStatus, Long>> jobs, TaskType lane) {
    return jobs.getOrDefault(lane, Map.of()).getOrDefault(JobStatus.RUNNING, 0L);
  }

  private String ahead(Job job, long ahead) {
    if (ahead == FARTHEST) {
      return "at least " + FARTHEST + " jobs of lane " + job.type().wireName() + " start first";
    }
    String first =
        ahead == 1
            ? "one job of lane " + job.type().wireName() + " starts first"
            : ahead + " jobs of lane " + job.type().wireName() + " start first";
    if (job.share() == null) {
      return first;
    }
    long own = places.aheadOf(job.share(), job.type(), job.sortKey());
    return first + ", " + own + " of tenant " + job.share();
  }

  private @Nullable String noSlotHere(Job job) {
    if (slots.freeOnNode() == 0) {
      return "every task slot of the node is busy (resources.max_concurrent_tasks)";
    }
    if (slots.freeInLane(job.type()) == 0) {
      String lane = job.type().wireName();
      return "every slot of lane " + lane + " is busy (" + slots.max(job.type()) + ")";
    }
    return null;
  }

  private @Nullable Double etaQueued(Job job, long ahead, List<Node> serving) {
    OptionalDouble mean = runSeconds(job.type());
    if (mean.isEmpty()) {
      return null;
    }
    double run = mean.getAsDouble();
    int most = slots.clusterMax(job.type());
    int offered = offered(job, serving);
    int places = Math.max(1, most > 0 ? Math.min(most, offered) : offered);
    double bySlots = Math.ceil((ahead + 1) / (double) places) * run;
    double untilOpen = rates.opensAt(job.type()).map(this::secondsUntil).orElse(0.0);
    double byRate = untilOpen + ahead * rates.secondsPerStart(job.type()) + run;
    return Math.max(bySlots, byRate);
  }

  /** Of a job that runs, or that waits for its time. */
  private @Nullable Double eta(Job job) {
    if (job.status().isFinal()) {
      return null;
    }
    OptionalDouble mean = runSeconds(job.type());
    if (mean.isEmpty()) {
      return null;
    }
    double run = mean.getAsDouble();
    if (job.status() == JobStatus.SCHEDULED) {
      return job.runAt() == null ? null : Double.valueOf(secondsUntil(job.runAt()) + run);
    }
    Instant started = job.startedAt();
    double gone = started == null ? 0 : -secondsBetween(clock.instant(), started);
    return job.progress() > TELLING_PROGRESS
        ? Math.max(0, gone / job.progress() - gone)
        : Math.max(0, run - gone);
  }

  private double secondsUntil(Instant time) {
    return Math.max(0, secondsBetween(clock.instant(), time));
  }

  private static double secondsBetween(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
