package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Which lanes of a job server are paused. Thread-safe.
 *
 * <p>Invariant: whoever starts jobs holds {@link #starting} from its look at a lane until its
 * commit, so that once a pause has returned no job of the lane starts.
 */
public final class LaneGate {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Held for moments only, while the set is replaced. */
  private final ReentrantLock writing = new ReentrantLock();

  private volatile Set<TaskType> paused = Set.of();
  private volatile boolean closed;
  private final AtomicLong changes = new AtomicLong();

  /** Shared by all who start jobs. */
  Lock starting() {
    return lock.readLock();
  }

  /** True while jobs of the lane may start; to be asked under {@link #starting}. */
  boolean isOpen(TaskType lane) {
    return !closed && !paused.contains(lane);
  }

  /** Closes a lane (true) or opens it; its row says so already. */
  void pause(TaskType lane, boolean pause) {
    lock.writeLock().lock();
    try {
      change(lane, pause);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void change(TaskType lane, boolean pause) {
    writing.lock();
    try {
      Set<TaskType> now = new HashSet<>(paused);
      if (pause) {
        now.add(lane);
      } else {
        now.remove(lane);
      }
      paused = now;
      changes.incrementAndGet();
    } finally {
      writing.unlock();
    }
  }

  /** Closes all lanes for good, once everybody who was starting jobs is done. */
  void closeAll() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Takes in what is stored, unless a pause here came between: the next refresh sees it. It waits
   * for nobody; only who pauses is promised that nothing starts afterwards.
   */
  void refresh(Supplier<Set<TaskType>> stored) {
    long before = changes.get();
    Set<TaskType> read = Set.copyOf(stored.get());
    writing.lock();
    try {
      if (changes.get() == before) {
        paused = read;
      }
    } finally {
      writing.unlock();
    }
  }
}
