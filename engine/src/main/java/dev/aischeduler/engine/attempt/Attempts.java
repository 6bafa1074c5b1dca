package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.job.Outcome;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of this node, from claim until their end is committed. Thread-safe.
 *
 * <p>Invariant: an attempt is here for as long as its outcome may still have to be written.
 */
public final class Attempts {
  private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  /** The attempt of a job on this node, or empty. */
  public Optional<Attempt> find(UUID job) {
    return Optional.ofNullable(running.get(job));
  }

  /** What the attempt of a job produced, or null while it runs or when it runs elsewhere. */
  public @Nullable Outcome outcome(UUID job) {
    Attempt attempt = running.get(job);
    return attempt == null ? null : attempt.outcome();
  }

  /** All attempts of this node. */
  public Collection<Attempt> all() {
    return List.copyOf(running.values());
  }

  void add(Attempt attempt) {
    running.put(attempt.jobId(), attempt);
  }

  /** Forgets an attempt whose end is committed. */
  public void remove(Attempt attempt) {
    running.remove(attempt.jobId(), attempt);
    lock.lock();
    try {
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks the attempt of a job, if this node runs it, to stop; false when there is none. */
  public boolean stop(UUID job, Reason reason) {
    Attempt attempt = running.get(job);
    return attempt != null && attempt.stop().stop(reason);
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
