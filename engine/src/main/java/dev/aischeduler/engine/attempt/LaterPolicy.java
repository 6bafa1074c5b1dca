package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.job.Job;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a job waits that could not get what others hold: a second, doubling up to a minute. The
 * claims that did not count are the difference of its fencing token and its attempts, so that the
 * waits grow over restarts and nodes too.
 */
final class LaterPolicy {
  private static final long LONGEST_S = 60;

  /** After so many claims in vain an attempt counts: a job must come to an end. */
  private static final long MOST = 100;

  private LaterPolicy() {}

  /**
   * The wait; empty when the attempt counts.
   *
   * @param claimed the row as the claim left it
   */
  static Optional<Duration> wait(Job claimed) {
    long vain = Math.max(0, claimed.fencingToken() - claimed.attempt());
    return vain >= MOST
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Math.min(LONGEST_S, 1L << Math.min(vain, 6))));
  }
}
