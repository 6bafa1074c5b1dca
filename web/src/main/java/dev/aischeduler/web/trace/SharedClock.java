package dev.aischeduler.web.trace;

import io.opentelemetry.sdk.common.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The nodes' time for spans. Thread-safe. */
final class SharedClock implements Clock {
  private final java.time.Clock clock;

  SharedClock(java.time.Clock clock) {
    this.clock = clock;
  }

  @Override
  public long now() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
