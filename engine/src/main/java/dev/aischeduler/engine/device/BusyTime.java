package dev.aischeduler.engine.device;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long each lane held a device: in all, and over the last {@value #WINDOW_S} seconds. A slice
 * counts where it ends. Not thread-safe; nothing is allocated after construction.
 */
final class BusyTime {
  /** Length of the window. */
  static final int WINDOW_S = 60;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long[] total;
  private final long[] slices;
  private final long[] longest;
  private final long[][] seconds;
  private final long start;
  private long current;

  /** Nothing held yet. */
  BusyTime(int lanes, long now) {
    this.total = new long[lanes];
    this.slices = new long[lanes];
    this.longest = new long[lanes];
    this.seconds = new long[WINDOW_S][lanes];
    this.start = now;
  }

  /** Adds a slice. */
  void add(int lane, long length, long now) {
    advance(now);
    total[lane] += length;
    slices[lane]++;
    longest[lane] = Math.max(longest[lane], length);
    seconds[(int) (current % WINDOW_S)][lane] += length;
  }

  /** Nanoseconds that a lane has held the device. */
  long total(int lane) {
    return total[lane];
  }

  /** Slices that a lane has taken. */
  long slices(int lane) {
    return slices[lane];
  }

  /** Nanoseconds of the longest of them. */
  long longest(int lane) {
    return longest[lane];
  }

  /** Nanoseconds that a lane has held the device within the window that ends now. */
  long recent(int lane, long now) {
    advance(now);
    long sum = 0;
    for (long[] second : seconds) {
      sum += second[lane];
    }
    return sum;
  }

  private void advance(long now) {
    long second = (now - start) / SECOND;
    for (long s = Math.max(current + 1, second - WINDOW_S + 1); s <= second; s++) {
      Arrays.fill(seconds[(int) (s % WINDOW_S)], 0);
    }
    current = Math.max(current, second);
  }
}
