package dev.aischeduler.engine.attempt;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Backoff;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a job waits after a failed attempt: exponential back-off, doubling from {@code
 * lanes.<lane>.backoff_s} up to {@code backoff_max_s} unless the job has values of its own, of
 * which a random half is taken off (equal jitter, "Exponential Backoff And Jitter", AWS
 * Architecture Blog 2015), so that jobs that failed together do not come back together.
 * Thread-safe.
 */
public final class RetryPolicy {
  /** What each wait is multiplied by for the next, unless a job says otherwise. */
  public static final double FACTOR = 2;

  private static final int MAX_STEPS = 100;

  private final Settings.Lanes lanes;
  private final DoubleSupplier random;

  /**
   * @param random uniform in [0, 1)
   */
  public RetryPolicy(Settings.Lanes lanes, DoubleSupplier random) {
    this.lanes = lanes;
    this.random = random;
  }

  /**
   * Wait before the next attempt.
   *
   * @param own the job's own back-off; null means the lane's
   * @param attempt the attempt that failed, 1 for the first
   */
  public Duration backoff(TaskType type, @Nullable Backoff own, int attempt) {
    Settings.Lane lane = lanes.of(type);
    Backoff backoff = own == null ? new Backoff(lane.backoffS(), lane.backoffMaxS(), FACTOR) : own;
    int steps = Math.min(MAX_STEPS, Math.max(0, attempt - 1));
    double full = backoff.firstS() * Math.pow(backoff.factor(), steps);
    double bounded = Math.min(full, backoff.maxS());
    return Duration.ofMillis(Math.round(1000 * bounded * (0.5 + 0.5 * random.getAsDouble())));
  }
}
