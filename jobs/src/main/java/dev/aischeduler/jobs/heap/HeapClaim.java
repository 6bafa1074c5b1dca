package dev.aischeduler.jobs.heap;

import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TryLaterException;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes of the {@link HeapBudget} that one job holds until it closes this. Thread-safe. */
public final class HeapClaim implements AutoCloseable {
  private final HeapBudget budget;
  private final HeapBudget.Subject what;
  private final ReentrantLock lock = new ReentrantLock();
  private long bytes;

  HeapClaim(HeapBudget budget, HeapBudget.Subject what, long bytes) {
    this.budget = budget;
    this.what = what;
    this.bytes = bytes;
  }

  /**
   * Makes sure that so many bytes are claimed in all, where the estimate was too low.
   *
   * @throws PermanentTaskException when the budget is smaller than that
   * @throws TryLaterException when others hold what is missing
   */
  public void atLeast(long needed) throws PermanentTaskException, TryLaterException {
    lock.lock();
    try {
      if (needed > bytes) {
        budget.grow(needed - bytes, needed, what);
        bytes = needed;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives all of it back; a second call does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      budget.release(bytes);
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }
}
