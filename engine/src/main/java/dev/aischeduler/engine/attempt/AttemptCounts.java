package dev.aischeduler.engine.attempt;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.Finish;
import dev.aischeduler.engine.figure.Histogram;
import dev.aischeduler.engine.figure.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of this node ended since its start, how long their jobs waited and ran, and what
 * they produced. Thread-safe.
 */
public final class AttemptCounts {
  private static final double NANOS = 1e9;

  /** Types of failures and units are few; this bounds what a faulty handler could make of them. */
  private static final int MOST = 200;

  private static final String OTHER = "other";

  private final Tally<Ending> ends = new Tally<>(MOST, new Ending(OTHER, End.FAILED));
  private final Tally<String> seconds = new Tally<>(MOST, OTHER);
  private final Tally<String> retries = new Tally<>(MOST, OTHER);
  private final Tally<Kind> failures = new Tally<>(MOST, new Kind(OTHER, OTHER));
  private final Tally<Kind> produced = new Tally<>(MOST, new Kind(OTHER, OTHER));
  private final Map<Queue, Histogram> waits = new ConcurrentHashMap<>();
  private final Map<Queue, Histogram> runs = new ConcurrentHashMap<>();

  /** How an attempt can end. */
  public enum End {
    /** With a result. */
    SUCCEEDED,
    /** With an error, a time-out among them; whether it is tried again is another matter. */
    FAILED,
    /** Stopped by a person. */
    CANCELLED,
    /** The job belonged to another node by then. */
    LEASE_LOST,
    /** Back to the queue without a cost, because the node ends. */
    PUT_BACK;

    /** The name in figures. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Ending(String lane, End end) {}

  /**
   * Something of a lane that is counted.
   *
   * @param name type of a failure, or unit of what was produced
   */
  public record Kind(String lane, String name) {}

  /** Jobs of a lane with the same priority. */
  public record Queue(String lane, int priority) {}

  /**
   * An attempt has ended.
   *
   * @param job as it was claimed
   * @param finish what was committed; null when the job belonged to the attempt no more
   */
  public void ended(Job job, End end, long ranNanos, @Nullable Finish finish) {
    String lane = job.type().wireName();
    ends.add(new Ending(lane, end), 1);
    seconds.add(lane, ranNanos / NANOS);
    Queue queue = new Queue(lane, job.priority());
    runs.computeIfAbsent(queue, q -> new Histogram()).add(ranNanos / NANOS);
    Instant started = job.startedAt();
    if (started != null) {
      Instant ready = job.runAt() == null ? job.createdAt() : job.runAt();
      double waited = Duration.between(ready, started).toNanos() / NANOS;
      waits.computeIfAbsent(queue, q -> new Histogram()).add(waited);
    }
    if (finish != null && end == End.FAILED) {
      String type = finish.outcome().errorType();
      failures.add(new Kind(lane, type == null ? OTHER : type), 1);
      if (finish.status() == JobStatus.SCHEDULED) {
        retries.add(lane, 1);
      }
    }
  }

  /** A job produced something that is measured in this unit. */
  public void produced(TaskType lane, String unit, double amount) {
    produced.add(new Kind(lane.wireName(), unit), amount);
  }

  /** Attempts of a lane that ended so. */
  public double of(TaskType lane, End end) {
    return ends.of(new Ending(lane.wireName(), end));
  }

  /** Seconds that the ended attempts of a lane ran, in all. */
  public double seconds(TaskType lane) {
    return seconds.of(lane.wireName());
  }

  /** Failed attempts of a lane after which its job runs again. */
  public double retries(TaskType lane) {
    return retries.of(lane.wireName());
  }

  /** Failed attempts by lane and type of failure. */
  public Tally<Kind> failures() {
    return failures;
  }

  /** What jobs produced, by lane and unit. */
  public Tally<Kind> produced() {
    return produced;
  }

  /** How long jobs waited for the start of an attempt since they could start. */
  public Map<Queue, Histogram> waits() {
    return Map.copyOf(waits);
  }

  /** How long attempts ran. */
  public Map<Queue, Histogram> runs() {
    return Map.copyOf(runs);
  }
}
