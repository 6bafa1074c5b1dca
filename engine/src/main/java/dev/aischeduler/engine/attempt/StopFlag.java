package dev.aischeduler.engine.attempt;

import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the thread of one attempt. The first reason wins.
 *
 * <p>Invariant: the thread is interrupted only while it is in handler code and never while it talks
 * to the database or the artifact store, because an interrupt there closes H2's file channel for
 * everybody.
 */
final class StopFlag {
  private static final Logger LOG = LoggerFactory.getLogger(StopFlag.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable Thread interruptible;
  private @Nullable Reason reason;

  /** The reason to stop, or null. */
  @Nullable Reason reason() {
    lock.lock();
    try {
      return reason;
    } finally {
      lock.unlock();
    }
  }

  void check() throws TaskStoppedException {
    Reason now = reason();
    if (now != null) {
      throw new TaskStoppedException(now);
    }
  }

  /** Asks the attempt to stop; false when it was asked before. */
  boolean stop(Reason why) {
    List<Runnable> run;
    lock.lock();
    try {
      if (reason != null) {
        return false;
      }
      reason = why;
      run = List.copyOf(actions);
      if (interruptible != null) {
        interruptible.interrupt();
      }
    } finally {
      lock.unlock();
    }
    run.forEach(StopFlag::runQuietly);
    return true;
  }

  void onStop(Runnable action) {
    lock.lock();
    try {
      if (reason == null) {
        actions.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    runQuietly(action);
  }

  /** The calling thread enters handler code. */
  void enter() {
    lock.lock();
    try {
      interruptible = Thread.currentThread();
      if (reason != null) {
        Thread.currentThread().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The calling thread leaves handler code; a pending interrupt is taken away with it. */
  void leave() {
    lock.lock();
    try {
      interruptible = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private static void runQuietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("an action to stop an attempt failed: {}", e.toString(), e);
    }
  }
}
