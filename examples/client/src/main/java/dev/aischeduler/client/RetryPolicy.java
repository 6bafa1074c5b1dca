package dev.aischeduler.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;

/**
 * How often a request is sent, and with which waits between: each twice as long as the one before,
 * less a random half, and no shorter than the server's {@code Retry-After}. Only requests that can
 * be repeated safely are.
 *
 * @param attempts sent at most, without progress in between; 1 never repeats
 * @param first wait
 * @param longest wait
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /** Five attempts, with waits from 0.2 s to 10 s. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(10));

  /** Sends each request once. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  private static final int MAX_DOUBLINGS = 30;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException fewer attempts than 1, or a wait below zero
   */
  public RetryPolicy {
    if (attempts < 1 || first.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException("attempts are 1 or more, waits 0 or more");
    }
  }

  /** The wait after so many failures in a row. */
  Duration delay(int failures) {
    long millis = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long bounded = Math.min(millis < 0 ? Long.MAX_VALUE : millis, longest.toMillis());
    return Duration.ofMillis(
        bounded - (long) (bounded * ThreadLocalRandom.current().nextDouble(0.5)));
  }

  /** The wait after an answer. */
  Duration delay(int failures, Reply reply) {
    Duration own = delay(failures);
    Duration asked = retryAfter(reply).orElse(Duration.ZERO);
    return own.compareTo(asked) > 0 ? own : asked;
  }

  private static Optional<Duration> retryAfter(Reply reply) {
    return reply
        .header("Retry-After")
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /** True for failures that another try may not meet. */
  static boolean isPassing(Throwable failure) {
    return failure instanceof IOException && !(failure instanceof SSLException);
  }

  /**
   * True for answers that another try may not get. How a task went wrong is told by such statuses
   * as well, and with an {@code error_type}, or a header below {@code /v1}: that is final.
   */
  static boolean isPassing(Reply reply) {
    return switch (reply.status()) {
      case 429, 502, 503, 504 ->
          reply.json().path("error_type").isMissingNode()
              && !reply.header("X-Should-Retry").equals(Optional.of("false"));
      default -> false;
    };
  }
}
