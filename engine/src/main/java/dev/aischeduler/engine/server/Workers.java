package dev.aischeduler.engine.server;

import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.attempt.Ending;
import dev.aischeduler.engine.attempt.Failure;
import dev.aischeduler.engine.lane.Slots;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a job server that run attempts: one for each slot, so that a started job never
 * waits for a thread. A worker whose job has ended continues with the next one that was claimed
 * ahead. Thread-safe.
 */
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final AttemptRunner runner;
  private final Slots slots;
  private final Prefetch prefetch;
  private final ClaimedJobs claimed;
  private final Consumer<Ended> ended;
  private final Clock clock;
  private final ExecutorService threads;

  /**
   * Workers without a thread yet.
   *
   * @param ended takes each attempt that has ended; its slot is free by then
   */
  Workers(
      String label,
      AttemptRunner runner,
      Slots slots,
      Prefetch prefetch,
      ClaimedJobs claimed,
      Consumer<Ended> ended,
      Clock clock) {
    this.runner = runner;
    this.slots = slots;
    this.prefetch = prefetch;
    this.claimed = claimed;
    this.ended = ended;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "worker-" + label + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts an attempt that holds a slot, on a thread of its own. */
  void start(Attempt attempt) {
    try {
      threads.execute(() -> work(attempt));
    } catch (RuntimeException | Error e) {
      // no thread could be started, or the node ends: the job runs elsewhere or later
      LOG.warn("job {} goes back to the queue: {}", attempt.jobId(), e.toString());
      end(attempt, new Ending.PutBack(Optional.empty(), "no thread: " + e), 0);
    }
  }

  /** Starts what was claimed ahead and has a slot now. */
  void startClaimed() {
    for (Attempt next = claimed.next(); next != null; next = claimed.next()) {
      start(next);
    }
  }

  private void work(Attempt first) {
    @Nullable Attempt attempt = first;
    while (attempt != null) {
      long began = System.nanoTime();
      Ending ending;
      try {
        ending = runner.run(attempt);
      } catch (Throwable e) {
        ending = new Ending.Failed(Failure.of(e), e);
      }
      long nanos = System.nanoTime() - began;
      prefetch.took(attempt.job().type(), nanos);
      end(attempt, ending, nanos);
      attempt = claimed.next();
    }
  }

  private void end(Attempt attempt, Ending ending, long nanos) {
    slots.ending(attempt.job().type());
    ended.accept(new Ended(attempt, ending, clock.instant(), nanos, false));
  }

  /** Takes no more jobs; waits for those that run, and interrupts nobody. */
  void close(Duration atMost) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a handler has not returned yet; the process ends without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
