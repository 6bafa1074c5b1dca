package dev.aischeduler.jobs.llm;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sequences that wait to be admitted: higher priority first, then in the order of arrival. The
 * first is never overtaken by one that needs less room, so that none starves. Thread-safe.
 */
final class WaitingSequences {
  private record Ticket(Sequence sequence, long number) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Ticket> queue =
      new PriorityQueue<>(
          Comparator.comparingInt((Ticket t) -> -t.sequence.priority())
              .thenComparingLong(Ticket::number));
  private long arrivals;
  private boolean closed;

  /** Adds a sequence; false when closed. */
  boolean add(Sequence sequence) {
    lock.lock();
    try {
      if (!closed) {
        queue.add(new Ticket(sequence, arrivals++));
        changed.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is a sequence; false when closed. */
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

  /** Takes the first sequence that has not left, if it fits; else null. */
  @Nullable Sequence poll(Predicate<Sequence> fits) {
    lock.lock();
    try {
      while (!queue.isEmpty() && queue.peek().sequence.hasLeft()) {
        queue.remove();
      }
      Ticket first = queue.peek();
      return first != null && fits.test(first.sequence) ? queue.remove().sequence : null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more sequences; those that wait can still be polled. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
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
