package dev.aischeduler.web.api.http;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs short tasks after a time or every second, all on one thread. Thread-safe.
 *
 * <p>Invariant: whatever a task throws is logged, and the task runs again at its next time.
 */
public final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Ticker::thread);

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "web-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs a task every second from now on; it must not block. */
  public void everySecond(Runnable task) {
    thread.scheduleWithFixedDelay(() -> run(task), 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Runs a task once; it must not block.
   *
   * @return for cancelling it
   * @throws RejectedExecutionException after {@link #close}
   */
  public Future<?> after(long millis, Runnable task) {
    return thread.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      report(e);
    }
  }

  /** What is thrown to the executor would end a task without a word: a failed report must not. */
  private static void report(Throwable e) {
    try {
      LOG.error("a timer of the web server failed and goes on", e);
    } catch (Throwable outOfMemory) {
      // the next turn reports it again
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
