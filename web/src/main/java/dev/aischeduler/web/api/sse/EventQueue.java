package dev.aischeduler.web.api.sse;

import dev.aischeduler.db.job.JobEvent;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries events from the engine's threads to the one that writes to a client. A client that reads
 * too slowly loses its stream, never the engine's time. Thread-safe.
 *
 * <p>Invariant: it never holds more than {@value #MAX_EVENTS} events and {@value #MAX_CHARS}
 * characters of their data.
 */
final class EventQueue {
  private static final int MAX_EVENTS = 8192;
  private static final int MAX_CHARS = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<JobEvent> events = new ArrayDeque<>();
  private long chars;
  private boolean overflowed;

  /** Keeps an event, or drops all and marks the queue as overflowed. Never blocks. */
  void add(JobEvent event) {
    lock.lock();
    try {
      int length = event.data().length();
      // one event of any size fits
      if (events.size() >= MAX_EVENTS || (!events.isEmpty() && chars + length > MAX_CHARS)) {
        overflowed = true;
        events.clear();
      }
      if (!overflowed) {
        events.add(event);
        chars += length;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next event, or empty for none yet. */
  Optional<JobEvent> next() {
    lock.lock();
    try {
      JobEvent event = events.poll();
      if (event != null) {
        chars -= event.data().length();
      }
      return Optional.ofNullable(event);
    } finally {
      lock.unlock();
    }
  }

  /** True once events were lost: the stream must end, so that the client connects again. */
  boolean overflowed() {
    lock.lock();
    try {
      return overflowed;
    } finally {
      lock.unlock();
    }
  }
}
