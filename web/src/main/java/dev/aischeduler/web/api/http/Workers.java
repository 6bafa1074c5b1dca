package dev.aischeduler.web.api.http;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that run handlers, which may wait for the database. The threads of the HTTP server itself
 * never do, so it goes on reading and writing when all of these are busy. Thread-safe.
 */
public final class Workers implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final int IDLE_S = 30;
  private static final int CLOSE_S = 5;

  private final ThreadPoolExecutor threads;
  private final int maxQueued;

  /**
   * Workers; threads are made when needed and end when idle.
   *
   * @param name of the threads
   * @param count most threads at once
   * @param maxQueued new requests that may wait for a thread
   */
  public Workers(String name, int count, int maxQueued) {
    AtomicInteger number = new AtomicInteger();
    this.maxQueued = maxQueued;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_S,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs a new request; false when too many wait already or the server stops. */
  boolean offer(Runnable request) {
    if (threads.getQueue().size() >= maxQueued) {
      return false;
    }
    try {
      threads.execute(() -> run(request));
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /** Goes on with a request that was taken: never refused while the server runs. */
  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(() -> run(task));
    } catch (RejectedExecutionException closed) {
      LOG.debug("a request was left unanswered: the server has stopped");
    }
  }

  /** What a task throws would end its thread, with a word on standard error at best. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("a request was left unanswered: its handler failed", e);
    }
  }

  /** Takes nothing new and waits some seconds for what is under way. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_S, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
