package dev.aischeduler.db.jobrunr;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jobrunr.jobs.Job;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jspecify.annotations.Nullable;

/**
 * Saves that meet are committed together: one of the waiting threads leads, takes everything that
 * waits, commits it in one transaction, and wakes the others at once. A lone save is committed at
 * once, by its own thread; the batch grows by itself with the load, and while jobs end in crowds
 * the leader waits a few milliseconds for more of them (as PostgreSQL's commit_delay does), since a
 * commit writes each touched page once, however many rows of it changed. Thread-safe.
 *
 * <p>Invariants: each save returns after its job is committed, or throws; one job that cannot be
 * saved never fails another; whoever stops leading wakes the first who waits, so somebody always
 * leads while anybody waits.
 */
final class GroupCommit {
  private static final int MAX_BATCH = 256;

  /** A batch of this size says that many jobs end now; the next is worth a moment's wait. */
  private static final int BUSY = 8;

  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final Consumer<List<Job>> commit;
  private final Queue<Save> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean led = new AtomicBoolean();

  /** Size of the last batch; only the leader touches it. */
  private int lastBatch;

  private static final class Save {
    private final Job job;
    private final Thread thread = Thread.currentThread();
    private @Nullable RuntimeException error;

    /** Written after the error, read before it. */
    private volatile boolean done;

    Save(Job job) {
      this.job = job;
    }

    void finish() {
      done = true;
      LockSupport.unpark(thread);
    }
  }

  /**
   * A group commit.
   *
   * @param commit saves existing jobs in one transaction; on {@link
   *     ConcurrentJobModificationException} all but the named jobs are saved
   */
  GroupCommit(Consumer<List<Job>> commit) {
    this.commit = commit;
  }

  void save(Job job) {
    Save mine = new Save(job);
    waiting.add(mine);
    boolean interrupted = false;
    while (!mine.done) {
      if (led.compareAndSet(false, true)) {
        try {
          commitWaiting();
        } finally {
          led.set(false);
          Save next = waiting.peek();
          if (next != null) {
            LockSupport.unpark(next.thread);
          }
        }
      } else {
        LockSupport.park(this);
        // kept for the caller: an interrupted thread would not park again
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (mine.error != null) {
      throw mine.error;
    }
  }

  private void commitWaiting() {
    List<Save> batch = new ArrayList<>();
    take(batch);
    if (batch.isEmpty()) {
      return;
    }
    if (lastBatch >= BUSY) {
      long deadline = System.nanoTime() + LINGER_NANOS;
      long left = LINGER_NANOS;
      while (batch.size() < MAX_BATCH && left > 0) {
        LockSupport.parkNanos(this, left);
        take(batch);
        left = deadline - System.nanoTime();
      }
    }
    lastBatch = batch.size();
    try {
      commit.accept(batch.stream().map(s -> s.job).toList());
    } catch (ConcurrentJobModificationException e) {
      batch.stream()
          .filter(s -> e.getConcurrentUpdatedJobs().contains(s.job))
          .forEach(s -> s.error = new ConcurrentJobModificationException(s.job, e));
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).error = e;
      } else {
        batch.forEach(this::alone);
      }
    } finally {
      batch.forEach(Save::finish);
    }
  }

  private void take(List<Save> batch) {
    Save next = batch.size() < MAX_BATCH ? waiting.poll() : null;
    while (next != null) {
      batch.add(next);
      next = batch.size() < MAX_BATCH ? waiting.poll() : null;
    }
  }

  private void alone(Save save) {
    try {
      commit.accept(List.of(save.job));
    } catch (RuntimeException e) {
      save.error = e;
    }
  }
}
