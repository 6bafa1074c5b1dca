package dev.aischeduler.client;

import java.time.Duration;

/** Clients for tests. */
final class Clients {
  /** Quick repetitions. */
  static final RetryPolicy QUICK = new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(20));

  private Clients() {}

  /** A client that repeats quickly. */
  static AiScheduler of(String url) {
    return AiScheduler.builder(url).retries(QUICK).totalTimeout(Duration.ofSeconds(60)).build();
  }
}
