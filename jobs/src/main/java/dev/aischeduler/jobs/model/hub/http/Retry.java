package dev.aischeduler.jobs.model.hub.http;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Retries after temporary failures, with pauses that double (1, 2, 4 s ...) or that the hub asks
 * for. Only consecutive failures without progress count, so a bad connection that makes some
 * progress each time succeeds in the end. Thread-safe.
 */
public final class Retry {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final int attempts;
  private final Pause pause;

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after this time. */
    void await(Duration time) throws InterruptedException;
  }

  /** Something that may fail. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Does it once. */
    T run() throws IOException, InterruptedException;
  }

  /**
   * A retry policy.
   *
   * @param attempts failures in a row after which it gives up, at least 1
   */
  public Retry(int attempts, Pause pause) {
    this.attempts = attempts;
    this.pause = pause;
  }

  /**
   * Runs until it succeeds.
   *
   * @param progress a number that grows when an attempt made progress
   * @param notes takes a sentence on each failure, before the pause that follows it
   * @throws IOException the last failure, or the first that is not temporary
   */
  public <T> T run(Attempt<T> attempt, LongSupplier progress, Consumer<String> notes)
      throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      long before = progress.getAsLong();
      try {
        return attempt.run();
      } catch (HubException e) {
        failures = progress.getAsLong() > before ? 1 : failures + 1;
        if (!e.retryable() || failures >= attempts) {
          throw e;
        }
        Duration wait = time(failures, e.retryAfterS());
        notes.accept(
            e.what()
                + "; trying again in "
                + wait.toSeconds()
                + " s ("
                + failures
                + " of "
                + (attempts - 1)
                + ")");
        pause.await(wait);
      }
    }
  }

  private static Duration time(int failures, long asked) {
    Duration own = Duration.ofSeconds(1L << Math.min(6, failures - 1));
    Duration wanted = Duration.ofSeconds(Math.max(own.toSeconds(), asked));
    return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }
}
