package dev.aischeduler.engine.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** When a delivery is tried again: eleven attempts over a day, ever further apart. Immutable. */
final class AttemptPlan {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(6),
          Duration.ofHours(8));

  /** Keeps the deliveries of one outage from coming back all at once. */
  private static final double JITTER = 0.25;

  private final DoubleSupplier random;

  /**
   * @param random 0 to below 1
   */
  AttemptPlan(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * How long to wait after a failed attempt; empty after the last.
   *
   * @param attempt 1 for the first
   */
  Optional<Duration> after(int attempt) {
    if (attempt > WAITS.size()) {
      return Optional.empty();
    }
    Duration wait = WAITS.get(attempt - 1);
    return Optional.of(wait.plusMillis((long) (wait.toMillis() * JITTER * random.getAsDouble())));
  }
}
