package dev.aischeduler.jobs.residency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets loads happen side by side, except those of models whose footprint nobody has measured yet:
 * they go alone, so that what the process grows by is theirs. Thread-safe.
 */
final class LoadGate {
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final AtomicLong events = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();

  /** To be held during a load. */
  Lock during(boolean measured) {
    return measured ? lock.readLock() : lock.writeLock();
  }

  /** A load begins; true when no other runs. {@link #ended} must follow. */
  boolean begun() {
    stirred();
    return running.incrementAndGet() == 1;
  }

  /** A load has ended. */
  void ended() {
    running.decrementAndGet();
  }

  /** Something began or ended that takes or frees memory. */
  void stirred() {
    events.incrementAndGet();
  }

  /** Changes with each such event. */
  long events() {
    return events.get();
  }
}
