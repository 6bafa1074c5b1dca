package dev.aischeduler.engine.jobrunr;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jobrunr.server.threadpool.JobRunrExecutor;

/**
 * Worker threads of one job server: one for each slot, so a started job never waits for a thread.
 * After JobRunr has committed the end of a job, it runs what the dispatcher asked for. Thread-safe;
 * JobRunr calls {@link #execute} within {@link #followedBy} alone.
 */
final class LaneExecutor implements JobRunrExecutor {
  private final int workers;
  private final ExecutorService threads;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private Runnable afterwards = () -> {};

  LaneExecutor(String resource, int workers) {
    this.workers = workers;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> new Thread(task, "worker-" + resource + "-" + number.incrementAndGet()));
  }

  /** Runs an action that executes one job, after which another is to run. */
  void followedBy(Runnable afterwards, Runnable executing) {
    lock.lock();
    try {
      this.afterwards = afterwards;
      executing.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int getWorkerCount() {
    return workers;
  }

  @Override
  public void start() {}

  @Override
  public void execute(Runnable job) {
    Runnable then = afterwards;
    threads.execute(
        () -> {
          try {
            job.run();
          } finally {
            then.run();
          }
        });
  }

  /** Waits for jobs; it interrupts nobody, because that would close H2's file under all others. */
  @Override
  public void stop(Duration awaitTimeout) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(awaitTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
