package dev.aischeduler.web.api.http;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that is woken from many threads and runs on an executor, never twice at once. Each wake is
 * followed by a run that began after it. Thread-safe.
 */
public final class SerialTask {
  private final Executor executor;
  private final Runnable task;
  private final AtomicInteger wakes = new AtomicInteger();

  /** A task that nobody has woken yet. */
  public SerialTask(Executor executor, Runnable task) {
    this.executor = executor;
    this.task = task;
  }

  /** Runs the task soon; never blocks. */
  public void wake() {
    if (wakes.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    int seen = wakes.get();
    try {
      task.run();
    } finally {
      if (wakes.addAndGet(-seen) != 0) {
        // to the end of the queue: others wait as well
        executor.execute(this::run);
      }
    }
  }
}
