package dev.aischeduler.engine.submission;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Places in a lane. A job's key is the microsecond from which it may start, less {@code
 * priority.aging_seconds} for each step of priority; the smallest key runs first. All waiting jobs
 * age at the same speed, so the key never changes while a job waits and an index can serve the
 * order. Thread-safe.
 *
 * <p>Invariant: a job of priority p waits at most (9 - p) * aging_seconds longer than strict
 * arrival order would make it wait, so nothing starves.
 */
public final class SortKeys {
  private final Clock clock;
  private final long stepMicros;
  private final AtomicLong last = new AtomicLong();

  /**
   * Keys of this time.
   *
   * @param agingSeconds seconds of waiting that one step of priority is worth
   */
  public SortKeys(Clock clock, int agingSeconds) {
    this.clock = clock;
    this.stepMicros = agingSeconds * 1_000_000L;
  }

  /** Now, in whole microseconds, later than every earlier answer while the clock stands still. */
  Instant next() {
    long now = micros(clock.instant());
    long unique =
        last.updateAndGet(before -> now > before || before - now > 1_000_000 ? now : before + 1);
    return Instant.EPOCH.plus(unique, ChronoUnit.MICROS);
  }

  /** Key of a job that may start at this time. */
  long key(Instant startable, int priority) {
    return micros(startable) - priority * stepMicros;
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
