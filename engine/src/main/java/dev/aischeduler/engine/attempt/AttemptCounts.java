package dev.aischeduler.engine.attempt;

import dev.aischeduler.config.TaskType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How the attempts of this node ended since its start, and how long they ran. Thread-safe. */
public final class AttemptCounts {
  private final Map<TaskType, Map<End, LongAdder>> ends = new ConcurrentHashMap<>();
  private final Map<TaskType, LongAdder> nanos = new ConcurrentHashMap<>();

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

  /** An attempt of a lane has ended after so many nanoseconds. */
  public void add(TaskType lane, End end, long ranNanos) {
    ended(lane, end).increment();
    ran(lane).add(ranNanos);
  }

  /** Attempts of a lane that ended so. */
  public long of(TaskType lane, End end) {
    return ended(lane, end).sum();
  }

  /** Seconds that the ended attempts of a lane ran, in all. */
  public double seconds(TaskType lane) {
    return ran(lane).sum() / 1e9;
  }

  private LongAdder ended(TaskType lane, End end) {
    return ends.computeIfAbsent(lane, l -> new ConcurrentHashMap<>())
        .computeIfAbsent(end, e -> new LongAdder());
  }

  private LongAdder ran(TaskType lane) {
    return nanos.computeIfAbsent(lane, l -> new LongAdder());
  }
}
