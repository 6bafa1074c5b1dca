package dev.aischeduler.engine.supervision;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes one thread that waits. Thread-safe.
 *
 * <p>Invariant: a signal is kept until the next wait takes it, so none is lost.
 */
public final class Wakeup {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private boolean signalled;

  /** Wakes the thread, or spares it its next wait. Never blocks for long, never throws. */
  public void signal() {
    lock.lock();
    try {
      signalled = true;
      came.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a signal, at most so long; an interrupt counts as a signal and is taken away. */
  void await(long millis) {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (!signalled && left > 0) {
        left = came.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // nobody interrupts these threads on purpose: go on with the next turn
    } finally {
      signalled = false;
      lock.unlock();
    }
  }
}
