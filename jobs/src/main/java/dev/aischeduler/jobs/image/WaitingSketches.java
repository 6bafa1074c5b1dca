package dev.aischeduler.jobs.image;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that wait for their first step: higher priority first, then in the order of arrival.
 * Thread-safe.
 */
final class WaitingSketches {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** In the order in which they go. */
  private final List<Sketch> queue = new ArrayList<>();

  private boolean closed;

  /** Adds pictures; false when closed. */
  boolean add(List<Sketch> sketches) {
    lock.lock();
    try {
      if (!closed) {
        for (Sketch sketch : sketches) {
          int at = queue.size();
          while (at > 0 && priority(queue.get(at - 1)) < priority(sketch)) {
            at--;
          }
          queue.add(at, sketch);
        }
        changed.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private static int priority(Sketch sketch) {
    return sketch.easel().priority();
  }

  /** Waits until there is a picture; false when closed. */
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

  /** The first picture whose job has not left; null when there is none. */
  @Nullable Sketch first() {
    lock.lock();
    try {
      queue.removeIf(sketch -> sketch.easel().hasLeft());
      return queue.isEmpty() ? null : queue.get(0);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first pictures with this key. */
  List<Sketch> poll(BatchKey key, int most) {
    lock.lock();
    try {
      List<Sketch> taken =
          queue.stream().filter(sketch -> sketch.key().equals(key)).limit(most).toList();
      queue.removeAll(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more pictures, and hands out all that wait. */
  List<Sketch> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      List<Sketch> rest = List.copyOf(queue);
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
