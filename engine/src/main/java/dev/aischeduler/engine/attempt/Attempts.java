package dev.aischeduler.engine.attempt;

import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The attempts of this node, from claim until their end is committed, each known by its job and
 * fencing token: an old attempt that still unwinds and a new one of the same job are two.
 * Thread-safe.
 *
 * <p>Invariant: what the database says this node runs is here, or on its way here under a {@link
 * Claiming} that is open, or an orphan.
 */
public final class Attempts {
  private final Map<Key, Attempt> running = new ConcurrentHashMap<>();
  private final Set<Claiming> claimings = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  /** Identifies an attempt. */
  public record Key(UUID job, long fencingToken) {}

  /** Jobs are being claimed; their attempts are here before it is closed. */
  public final class Claiming implements AutoCloseable {
    private Claiming() {}

    @Override
    public void close() {
      claimings.remove(this);
    }
  }

  /** To be opened before jobs are claimed and closed when all of their attempts were added. */
  public Claiming claiming() {
    Claiming claiming = new Claiming();
    claimings.add(claiming);
    return claiming;
  }

  /** The claimings that are open now. */
  public Set<Claiming> claimings() {
    return Set.copyOf(claimings);
  }

  /** True when this node has the attempt. */
  public boolean has(Key key) {
    return running.containsKey(key);
  }

  /** All attempts of this node. */
  public Collection<Attempt> all() {
    return List.copyOf(running.values());
  }

  /** Takes in an attempt whose claim is committed. */
  public void add(Attempt attempt) {
    running.put(attempt.key(), attempt);
  }

  /** Forgets an attempt whose end is committed. */
  public void remove(Attempt attempt) {
    running.remove(attempt.key());
    lock.lock();
    try {
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks the attempts of a job that this node runs to stop; false when there is none. */
  public boolean stop(UUID job, Reason reason) {
    boolean stopped = false;
    for (Attempt attempt : running.values()) {
      if (attempt.jobId().equals(job)) {
        stopped |= attempt.stop(reason);
      }
    }
    return stopped;
  }

  /** Waits until nothing runs; false when the time was over first. */
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!running.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = idle.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
