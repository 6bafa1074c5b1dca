package dev.aischeduler.jobs.model.cache;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets loads happen side by side, except those of models whose footprint nobody has measured yet:
 * they go alone, so that what the process grows by is theirs. Thread-safe.
 */
final class LoadGate {
  private static final long DISTURBED = -1;

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
   * @return what {@link #undisturbed} wants to know at its end
   */
  long begun() {
    synchronized (counts) {
      events++;
      running++;
      return running == 1 ? events : DISTURBED;
    }
  }

  /** Whether nothing else took or freed memory since a load {@link #begun}. */
  boolean undisturbed(long begun) {
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

  /** Something began or ended that takes or frees memory. */
  void memoryChanged() {
    synchronized (counts) {
      events++;
    }
  }
}
