package dev.aischeduler.engine.bulkrun;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.LaneQueue;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/** How fast lanes work, from what their jobs took lately. Thread-safe. */
public final class LanePace {
  /**
   * Work of so many seconds stands ready in a lane: enough for it never to wait for a turn, and
   * little that a pause or a change of mind comes too late for.
   */
  private static final double READY_S = 60;

  /** Items in flight while nothing is known of a lane. */
  private static final int UNKNOWN = 100;

  private static final int LARGEST = 1000;

  private final LaneQueue lanes;
  private final ToIntFunction<TaskType> slots;

  /**
   * The pace of lanes.
   *
   * @param slots jobs of a lane that may run at once on all nodes
   */
  public LanePace(LaneQueue lanes, ToIntFunction<TaskType> slots) {
    this.lanes = lanes;
    this.slots = slots;
  }

  /** Most items in flight of a run that has items of these types. */
  int window(Iterable<TaskType> types) {
    int window = LARGEST;
    boolean any = false;
    for (TaskType type : types) {
      any = true;
      window = Math.min(window, window(type));
    }
    return any ? window : UNKNOWN;
  }

  private int window(TaskType type) {
    OptionalDouble seconds = lanes.recentRunSeconds(type);
    int least = Math.max(4, 2 * slots.applyAsInt(type));
    if (seconds.isEmpty()) {
      return Math.max(least, UNKNOWN);
    }
    double ready = READY_S * slots.applyAsInt(type) / Math.max(0.001, seconds.getAsDouble());
    return (int) Math.max(least, Math.min(LARGEST, ready));
  }

  /**
   * Seconds that jobs would take if nothing else ran; empty when no job of one of the types has
   * succeeded yet. Lanes work side by side.
   */
  public OptionalDouble estimate(Map<TaskType, Integer> jobs) {
    double longest = 0;
    for (Map.Entry<TaskType, Integer> entry : jobs.entrySet()) {
      OptionalDouble seconds = lanes.recentRunSeconds(entry.getKey());
      if (seconds.isEmpty()) {
        return OptionalDouble.empty();
      }
      int atOnce = Math.max(1, slots.applyAsInt(entry.getKey()));
      longest =
          Math.max(longest, seconds.getAsDouble() * Math.ceil((double) entry.getValue() / atOnce));
    }
    return OptionalDouble.of(longest);
  }
}
