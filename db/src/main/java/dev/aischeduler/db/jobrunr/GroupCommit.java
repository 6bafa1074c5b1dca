package dev.aischeduler.db.jobrunr;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jobrunr.jobs.Job;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jspecify.annotations.Nullable;

/**
 * Saves that meet are committed together: the thread that gets the lock takes everything that
 * waits, commits it in one transaction, and the others find their work done. A lone save is
 * committed at once, by its own thread; the batch grows by itself with the load. Thread-safe.
 *
 * <p>Invariant: each save returns after its job is committed, or throws; one job that cannot be
 * saved never fails another.
 */
final class GroupCommit {
  private static final int MAX_BATCH = 256;

  private final Consumer<List<Job>> commit;
  private final Queue<Save> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();

  private static final class Save {
    private final Job job;

    /** Both guarded by the lock. */
    private boolean done;

    private @Nullable RuntimeException error;

    Save(Job job) {
      this.job = job;
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
    lock.lock();
    try {
      while (!mine.done) {
        commitWaiting();
      }
    } finally {
      lock.unlock();
    }
    if (mine.error != null) {
      throw mine.error;
    }
  }

  private void commitWaiting() {
    List<Save> batch = new ArrayList<>();
    Save next = waiting.poll();
    while (next != null) {
      batch.add(next);
      next = batch.size() < MAX_BATCH ? waiting.poll() : null;
    }
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
      batch.forEach(s -> s.done = true);
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
