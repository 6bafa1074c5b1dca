package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.lane.Slots;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Claimed jobs on their way to a slot: at once while one is free, else by sort_key as slots come
 * free, without a look at the database in between. Thread-safe.
 *
 * <p>Invariant: a lane's jobs start in the order in which they were claimed; a job waits here only
 * as long as {@link Prefetch} foresees.
 */
final class StartQueue {
  private final Slots slots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskType, Deque<Claimed>> waiting = new EnumMap<>(TaskType.class);

  /** A claimed job and what starts it. */
  record Claimed(TaskType lane, long sortKey, Runnable start) {}

  StartQueue(Slots slots) {
    this.slots = slots;
  }

  /** Starts a claimed job on the calling thread, or keeps it until a slot is free. */
  void start(Claimed job) {
    lock.lock();
    try {
      waiting.computeIfAbsent(job.lane(), lane -> new ArrayDeque<>()).add(job);
    } finally {
      lock.unlock();
    }
    startWaiting();
  }

  /** Starts what free slots allow; to be called whenever one came free. */
  void startWaiting() {
    Claimed next = next();
    while (next != null) {
      next.start().run();
      next = next();
    }
  }

  private @Nullable Claimed next() {
    lock.lock();
    try {
      List<Deque<Claimed>> queues = new ArrayList<>(waiting.values());
      queues.removeIf(Deque::isEmpty);
      if (queues.size() > 1) {
        queues.sort(Comparator.comparingLong(queue -> queue.element().sortKey()));
      }
      for (Deque<Claimed> queue : queues) {
        if (slots.tryAcquire(queue.element().lane())) {
          return queue.remove();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Claimed jobs of a lane that wait for a slot. */
  int waiting(TaskType lane) {
    lock.lock();
    try {
      Deque<Claimed> queue = waiting.get(lane);
      return queue == null ? 0 : queue.size();
    } finally {
      lock.unlock();
    }
  }
}
