package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places where jobs run on this node. Thread-safe.
 *
 * <p>Invariant: never more than {@code lanes.<lane>.max_concurrent} jobs of a lane and never more
 * than {@code resources.max_concurrent_tasks} in all hold a slot.
 */
public final class Slots {
  /** Jobs that may wait for their commit beside those that run. */
  private static final int MAX_ENDING = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskType, Integer> busy = new HashMap<>();
  private final Settings.Lanes lanes;
  private final int maxAll;
  private int busyAll;
  private int ending;
  private boolean shortage;

  public Slots(Settings settings) {
    this.lanes = settings.lanes();
    this.maxAll = settings.resources().maxConcurrentTasks();
  }

  /** Jobs of the lane that may start now by its own limit, whatever the node's. */
  public int freeInLane(TaskType lane) {
    lock.lock();
    try {
      return ending >= MAX_ENDING ? 0 : Math.max(0, max(lane) - busy.getOrDefault(lane, 0));
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

  /** Jobs of the lane that may run at once on all nodes; 0 for any number. */
  public int clusterMax(TaskType lane) {
    return lanes.of(lane).clusterMaxConcurrent();
  }

  /** Slots of the lane, free or not. */
  public int max(TaskType lane) {
    return Math.min(maxAll, lanes.of(lane).maxConcurrent());
  }

  /**
   * Takes slots of a lane, as many as the lane and the node have free.
   *
   * @return 0..wanted
   */
  public int reserve(TaskType lane, int wanted) {
    lock.lock();
    try {
      int used = busy.getOrDefault(lane, 0);
      int free = ending >= MAX_ENDING ? 0 : Math.min(max(lane) - used, maxAll - busyAll);
      int taken = Math.max(0, Math.min(wanted, free));
      busy.put(lane, used + taken);
      busyAll += taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives slots back that no job took. */
  public void release(TaskType lane, int unused) {
    lock.lock();
    try {
      busy.merge(lane, -unused, Integer::sum);
      busyAll -= unused;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the slot of a job back; its end is still to be committed. */
  public void ending(TaskType lane) {
    lock.lock();
    try {
      busy.merge(lane, -1, Integer::sum);
      busyAll--;
      ending++;
    } finally {
      lock.unlock();
    }
  }

  /** A job that never got a slot is to be put back. */
  public void unstarted() {
    lock.lock();
    try {
      ending++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The node has fewer free slots than its lanes could use: the job servers are woken when the next
   * is free.
   */
  public void reportShortage() {
    lock.lock();
    try {
      shortage = true;
    } finally {
      lock.unlock();
    }
  }

  /** True once after {@link #reportShortage}. */
  public boolean takeShortage() {
    lock.lock();
    try {
      boolean was = shortage;
      shortage = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** The end of a job is committed, or will never be. */
  public void ended() {
    lock.lock();
    try {
      ending--;
    } finally {
      lock.unlock();
    }
  }
}
