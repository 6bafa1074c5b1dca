package dev.aischeduler.engine.lane;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rate with a bucket: the generic cell rate algorithm in its virtual scheduling form (ITU-T
 * I.371). All that it needs to remember is one time, the moment at which the bucket is full again,
 * which a row can hold for all nodes. Immutable.
 *
 * <p>Invariant: within any time t at most {@code (t + burst) / interval + 1} are let through.
 */
public final class RateLimit {
  private static final double MINUTE_NANOS = 60e9;
  private final long interval;
  private final long burst;

  private RateLimit(long intervalNanos, long burstNanos) {
    this.interval = intervalNanos;
    this.burst = burstNanos;
  }

  /** As many as the rate gives in a minute may come at once. */
  public static RateLimit withBurst(int perMinute) {
    long interval = interval(perMinute);
    return new RateLimit(interval, Math.round(MINUTE_NANOS) - interval);
  }

  /**
   * Evenly spaced; what a second gives may come at once, so that a late look at the clock loses
   * nothing.
   */
  public static RateLimit even(int perMinute) {
    long interval = interval(perMinute);
    long second = Duration.ofSeconds(1).toNanos();
    return new RateLimit(interval, interval < second ? second : 0);
  }

  private static long interval(int perMinute) {
    return Math.round(MINUTE_NANOS / perMinute);
  }

  /** Seconds between two at the full rate. */
  public double seconds() {
    return interval / 1e9;
  }

  /**
   * How many may come now.
   *
   * @param fullAt what {@link #after} gave last; null at first
   * @return 0..wanted
   */
  public int permits(@Nullable Instant fullAt, Instant now, int wanted) {
    Instant from = later(fullAt, now);
    long room = burst - Duration.between(now, from).toNanos();
    return room < 0 ? 0 : (int) Math.min(wanted, room / interval + 1);
  }

  /** The time to remember when this many have come. */
  public Instant after(@Nullable Instant fullAt, Instant now, int taken) {
    return later(fullAt, now).plusNanos(taken * interval);
  }

  /** The time to remember when this many of those that had come went back. */
  public Instant givenBack(Instant fullAt, int unused) {
    return fullAt.minusNanos(unused * interval);
  }

  /** When this many may come, which must not be more than fit the bucket. */
  public Instant next(@Nullable Instant fullAt, Instant now, int wanted) {
    Instant at = later(fullAt, now).minusNanos(burst).plusNanos((wanted - 1) * interval);
    return later(at, now);
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || a.isBefore(b) ? b : a;
  }
}
