package dev.aischeduler.engine.attempt;

import dev.aischeduler.config.TaskType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How the attempts of this node ended since its start, and how long they ran. Thread-safe. */
public final class AttemptCounts {
  private final Map<TaskType, Map<End, LongAdder>> ends = new EnumMap<>(TaskType.class);
  private final Map<TaskType, LongAdder> nanos = new EnumMap<>(TaskType.class);

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

  /** Nothing counted yet. */
  public AttemptCounts() {
    for (TaskType lane : TaskType.values()) {
      Map<End, LongAdder> counts = new EnumMap<>(End.class);
      Arrays.stream(End.values()).forEach(end -> counts.put(end, new LongAdder()));
      ends.put(lane, counts);
      nanos.put(lane, new LongAdder());
    }
  }

  /** An attempt of a lane has ended after so many nanoseconds. */
  public void add(TaskType lane, End end, long ranNanos) {
    ends.get(lane).get(end).increment();
    nanos.get(lane).add(ranNanos);
  }

  /** Attempts of a lane that ended so. */
  public long of(TaskType lane, End end) {
    return ends.get(lane).get(end).sum();
  }

  /** Seconds that the ended attempts of a lane ran, in all. */
  public double seconds(TaskType lane) {
    return nanos.get(lane).sum() / 1e9;
  }
}
