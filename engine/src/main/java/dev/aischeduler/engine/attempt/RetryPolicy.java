package dev.aischeduler.engine.attempt;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a job waits after a failed attempt: exponential back-off, doubling from {@code
 * lanes.<lane>.backoff_s} up to {@code backoff_max_s}, of which a random half is taken off (equal
 * jitter, "Exponential Backoff And Jitter", AWS Architecture Blog 2015), so that jobs that failed
 * together do not come back together. Thread-safe.
 */
public final class RetryPolicy {
  private static final int MAX_DOUBLINGS = 30;
  private final Settings.Lanes lanes;
  private final DoubleSupplier random;

  /**
   * A policy.
   *
   * @param random uniform in [0, 1)
   */
  public RetryPolicy(Settings.Lanes lanes, DoubleSupplier random) {
    this.lanes = lanes;
    this.random = random;
  }

  /**
   * Wait before the next attempt.
   *
   * @param attempt the attempt that failed, 1 for the first
   */
  public Duration backoff(TaskType type, int attempt) {
    Settings.Lane lane = lanes.of(type);
    double full = lane.backoffS() * Math.pow(2, Math.min(MAX_DOUBLINGS, Math.max(0, attempt - 1)));
    double bounded = Math.min(full, lane.backoffMaxS());
    return Duration.ofMillis(Math.round(1000 * bounded * (0.5 + 0.5 * random.getAsDouble())));
  }
}
