package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places where jobs run on this node. Thread-safe.
 *
 * <p>Invariant: never more than {@code lanes.<lane>.max_concurrent} jobs of a lane and never more
 * than {@code resources.max_concurrent_tasks} in all hold a slot.
 */
public final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskType, Integer> busy = new EnumMap<>(TaskType.class);
  private final Settings.Lanes lanes;
  private final int maxAll;
  private int busyAll;

  /** Slots as configured. */
  public Slots(Settings settings) {
    this.lanes = settings.lanes();
    this.maxAll = settings.resources().maxConcurrentTasks();
  }

  /** Jobs of the lane that may start now by its own limit, whatever the node's. */
  public int freeInLane(TaskType lane) {
    lock.lock();
    try {
      return Math.max(0, max(lane) - busy.getOrDefault(lane, 0));
    } finally {
      lock.unlock();
    }
  }

  /** Jobs of any lane that may start now. */
  public int freeOnNode() {
    lock.lock();
    try {
      return Math.max(0, maxAll - busyAll);
    } finally {
      lock.unlock();
    }
  }

  /** Jobs of the lane that run now. */
  public int busy(TaskType lane) {
    lock.lock();
    try {
      return busy.getOrDefault(lane, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Slots of the lane, free or not. */
  public int max(TaskType lane) {
    return Math.min(maxAll, lanes.of(lane).maxConcurrent());
  }

  /** Takes a slot; the caller has seen that one is free and is the only one who takes. */
  public void acquire(TaskType lane) {
    lock.lock();
    try {
      busy.merge(lane, 1, Integer::sum);
      busyAll++;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a slot back. */
  public void release(TaskType lane) {
    lock.lock();
    try {
      busy.merge(lane, -1, Integer::sum);
      busyAll--;
    } finally {
      lock.unlock();
    }
  }
}
