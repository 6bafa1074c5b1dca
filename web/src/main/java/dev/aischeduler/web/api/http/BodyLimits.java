package dev.aischeduler.web.api.http;

import java.time.Duration;

/**
 * Bounds on request bodies over all callers.
 *
 * @param maxUnfinished bodies of which a part is still to come
 * @param minBytesPerSecond rate that a body must keep in every grace period, but for the first
 * @param grace time after which a body must have brought a second's bytes; then, again and again,
 *     those of as long a time; whole seconds
 * @param maxBytesInFlight bytes of bodies that are held at once; the first {@link #FREE_BYTES} of
 *     each body do not count, so that small requests pass while large ones fill it
 */
public record BodyLimits(
    int maxUnfinished, int minBytesPerSecond, Duration grace, long maxBytesInFlight) {

  /** Bytes of each body that do not count against {@link #maxBytesInFlight}. */
  public static final int FREE_BYTES = 64 << 10;

  /**
   * Bytes of a refused body that are read beyond its limit and thrown away, so that its sender gets
   * to read the answer; the connection of a longer one is closed.
   */
  static final long MAX_DISCARDED = 64L << 20;

  private static final int MAX_UNFINISHED = 1024;
  private static final int MIN_BYTES_PER_SECOND = 1024;
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** The usual limits. */
  public static BodyLimits of(long maxBytesInFlight) {
    return new BodyLimits(MAX_UNFINISHED, MIN_BYTES_PER_SECOND, GRACE, maxBytesInFlight);
  }
}
