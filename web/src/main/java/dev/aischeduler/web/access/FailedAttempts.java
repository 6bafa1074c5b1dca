package dev.aischeduler.web.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts wrong keys and failed logins by the address that they came from; after some an address
 * must wait. Thread-safe; of more than 10,000 addresses the longest known are forgotten.
 */
public final class FailedAttempts {
  private static final int MOST_ADDRESSES = 10_000;
  private static final int FREE = 20;
  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Count> byAddress = new LinkedHashMap<>();

  /** Failures since a time. */
  private record Count(int failures, long since) {
    boolean isOver(long now) {
      return now - since > WINDOW_NANOS;
    }
  }

  /** Seconds that an address must wait before it may try again; 0 for none. */
  public long waitSeconds(String address) {
    long now = System.nanoTime();
    lock.lock();
    try {
      Count count = byAddress.get(address);
      if (count == null || count.isOver(now) || count.failures() < FREE) {
        return 0;
      }
      return 1 + Duration.ofNanos(count.since() + WINDOW_NANOS - now).toSeconds();
    } finally {
      lock.unlock();
    }
  }

  /** Counts a wrong key or failed login. */
  public void failed(String address) {
    long now = System.nanoTime();
    lock.lock();
    try {
      Count before = byAddress.remove(address);
      boolean fresh = before == null || before.isOver(now);
      byAddress.put(
          address, fresh ? new Count(1, now) : new Count(before.failures() + 1, before.since()));
      if (byAddress.size() > MOST_ADDRESSES) {
        byAddress.remove(byAddress.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
