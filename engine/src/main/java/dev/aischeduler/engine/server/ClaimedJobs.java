package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.lane.Slots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that were claimed ahead of a free slot, by sort_key. Thread-safe.
 *
 * <p>Invariant: none of them starts while this node knows of a more urgent one of its lane that is
 * not claimed yet.
 */
final class ClaimedJobs {
  private static final Comparator<Attempt> BY_SORT_KEY =
      Comparator.comparingLong(attempt -> attempt.job().sortKey());

  private final Slots slots;
  private final LanesToScan lanesToScan;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskType, PriorityQueue<Attempt>> waiting = new LinkedHashMap<>();

  ClaimedJobs(Slots slots, LanesToScan lanesToScan) {
    this.slots = slots;
    this.lanesToScan = lanesToScan;
  }

  void add(Attempt attempt) {
    lock.lock();
    try {
      waiting
          .computeIfAbsent(attempt.job().type(), lane -> new PriorityQueue<>(BY_SORT_KEY))
          .add(attempt);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first job that has a slot, together with the slot; null when there is none. */
  @Nullable Attempt next() {
    lock.lock();
    try {
      List<PriorityQueue<Attempt>> queues = new ArrayList<>(waiting.values());
      queues.removeIf(PriorityQueue::isEmpty);
      if (queues.size() > 1) {
        queues.sort(Comparator.comparingLong(queue -> queue.element().job().sortKey()));
      }
      for (PriorityQueue<Attempt> queue : queues) {
        TaskType lane = queue.element().job().type();
        if (!lanesToScan.mayHaveBefore(lane, queue.element().job().sortKey())
            && slots.reserve(lane, 1) == 1) {
          return queue.remove();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first job of a lane for a slot that is reserved already; null when none waits. */
  @Nullable Attempt takeFirst(TaskType lane) {
    lock.lock();
    try {
      PriorityQueue<Attempt> queue = waiting.get(lane);
      return queue == null ? null : queue.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Claimed jobs of a lane that wait for a slot. */
  int waiting(TaskType lane) {
    lock.lock();
    try {
      PriorityQueue<Attempt> queue = waiting.get(lane);
      return queue == null ? 0 : queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Place of the first waiting job of a lane; null when none waits. */
  @Nullable Long firstSortKey(TaskType lane) {
    lock.lock();
    try {
      PriorityQueue<Attempt> queue = waiting.get(lane);
      return queue == null || queue.isEmpty() ? null : queue.element().job().sortKey();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all that wait, because the node ends. */
  List<Attempt> takeAll() {
    lock.lock();
    try {
      List<Attempt> all = new ArrayList<>();
      waiting
          .values()
          .forEach(
              queue -> {
                all.addAll(queue);
                queue.clear();
              });
      return all;
    } finally {
      lock.unlock();
    }
  }
}
