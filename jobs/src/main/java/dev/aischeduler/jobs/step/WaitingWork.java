package dev.aischeduler.jobs.step;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for its first step: higher priority first, then in the order of arrival.
 * Thread-safe.
 */
public final class WaitingWork<T extends Work> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** In the order in which it starts. */
  private final List<T> queue = new ArrayList<>();

  private boolean closed;

  /** Nothing waits yet. */
  WaitingWork() {}

  /** Adds work; false when closed. */
  boolean add(List<T> work) {
    lock.lock();
    try {
      if (!closed) {
        for (T each : work) {
          int at = queue.size();
          while (at > 0 && queue.get(at - 1).priority() < each.priority()) {
            at--;
          }
          queue.add(at, each);
        }
        changed.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is work; false when closed. */
  boolean await() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** The first that is not cancelled; it stays in the queue; null when there is none. */
  public @Nullable T first() {
    lock.lock();
    try {
      queue.removeIf(Work::isCancelled);
      return queue.isEmpty() ? null : queue.get(0);
    } finally {
      lock.unlock();
    }
  }

  /** Takes out the first that are wanted, at most so many. */
  public List<T> take(Predicate<T> wanted, int most) {
    lock.lock();
    try {
      List<T> taken = queue.stream().filter(wanted).limit(most).toList();
      queue.removeAll(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the queue and returns all that waits. */
  List<T> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      List<T> rest = List.copyOf(queue);
      queue.clear();
      return rest;
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@link #close} was called. */
  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
