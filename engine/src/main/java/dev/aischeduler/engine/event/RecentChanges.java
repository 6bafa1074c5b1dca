package dev.aischeduler.engine.event;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Jobs whose state this node changed in the last seconds: another node that begins to watch one may
 * have read it just before the change. Bounded, oldest forgotten first. Thread-safe.
 */
final class RecentChanges {
  private static final int MAX = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private Set<UUID> now = new HashSet<>();
  private Set<UUID> before = new HashSet<>();

  /** These changed now. */
  void add(Collection<UUID> jobs) {
    lock.lock();
    try {
      if (now.size() >= MAX) {
        turn();
      }
      now.addAll(jobs);
    } finally {
      lock.unlock();
    }
  }

  /** True when the job changed since the last but one {@link #turn}. */
  boolean has(UUID job) {
    lock.lock();
    try {
      return now.contains(job) || before.contains(job);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is older than the last call. */
  void turn() {
    lock.lock();
    try {
      before = now;
      now = new HashSet<>();
    } finally {
      lock.unlock();
    }
  }
}
