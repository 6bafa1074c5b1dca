package dev.aischeduler.db.signal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait to be sent, each once. Thread-safe.
 *
 * <p>Invariant: putting never blocks; what does not fit is dropped, because nodes also poll the
 * tables.
 */
final class Outbox {
  private static final int CAPACITY = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Set<String> messages = new LinkedHashSet<>();

  /** Adds a message; false when there is no room. */
  boolean put(String message) {
    lock.lock();
    try {
      if (messages.size() >= CAPACITY) {
        return false;
      }
      messages.add(message);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all messages in their order, waiting at most so long for the first. */
  List<String> take(long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (messages.isEmpty() && left > 0) {
        left = filled.awaitNanos(left);
      }
      List<String> all = new ArrayList<>(messages);
      messages.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }
}
