package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.PeerRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Jobs that are not counted: they get code compiled, and statements prepared on all connections.
 */
final class WarmUp {
  private static final int THREADS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private WarmUp() {}

  /**
   * Submits jobs one by one from several threads while the workers run, and waits for their end.
   *
   * @param jobs numbers from 0 on
   */
  static void singly(PeerRun run, int jobs) throws InterruptedException {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      tasks.add(
          () -> {
            for (int number = first; number < jobs; number += THREADS) {
              run.submit(number);
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job of the warm-up was not stored: " + e.getCause(), e);
    } finally {
      threads.shutdown();
    }
    awaitEmpty(run);
  }

  /** Waits until nothing is unfinished. */
  static void awaitEmpty(PeerRun run) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (run.unfinished() > 0) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the jobs of the warm-up did not end within " + LIMIT);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
