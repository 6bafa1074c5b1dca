package dev.aischeduler.engine.lane;

import dev.aischeduler.config.TaskType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs wait in each lane: counted in the database now and then, kept up between counts
 * with what this node submits and starts. Good enough to refuse a flood, free of a count for each
 * submission. Thread-safe.
 */
public final class QueueLengths {
  private final Map<TaskType, AtomicLong> lengths = new ConcurrentHashMap<>();

  /** Jobs that wait in the lane. */
  public long of(TaskType lane) {
    return length(lane).get();
  }

  /** Sets the counted truth. */
  public void set(TaskType lane, long jobs) {
    length(lane).set(jobs);
  }

  /** Jobs joined (positive) or left (negative). */
  public void add(TaskType lane, long jobs) {
    length(lane).addAndGet(jobs);
  }

  private AtomicLong length(TaskType lane) {
    return lengths.computeIfAbsent(lane, l -> new AtomicLong());
  }
}
