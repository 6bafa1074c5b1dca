package dev.aischeduler.jobs.model.cache;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Allows loads in parallel, except those of models without a measured footprint: they run alone, so
 * that the growth of the process is their footprint. Thread-safe.
 */
final class LoadGate {
  private static final long NOT_ALONE = -1;

  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Object counts = new Object();
  private long events;
  private int running;

  /** To be held during a load. */
  Lock during(boolean measured) {
    return measured ? lock.readLock() : lock.writeLock();
  }

  /**
   * A load begins; {@link #ended} must follow.
   *
   * @return value for {@link #unchangedSince}
   */
  long begun() {
    synchronized (counts) {
      events++;
      running++;
      return running == 1 ? events : NOT_ALONE;
    }
  }

  /** Whether nothing else allocated or freed memory since {@link #begun} returned this value. */
  boolean unchangedSince(long begun) {
    synchronized (counts) {
      return begun == events;
    }
  }

  /** A load has ended. */
  void ended() {
    synchronized (counts) {
      running--;
    }
  }

  /** Memory was allocated or freed outside of a load. */
  void memoryChanged() {
    synchronized (counts) {
      events++;
    }
  }
}
