package dev.aischeduler.engine.figure;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/** How often durations fell between which bounds. Thread-safe, without locks. */
public final class Histogram {
  /** Upper bounds in seconds; what is longer falls into one more bucket. */
  public static final List<Double> BOUNDS =
      List.of(
          0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0,
          600.0, 1800.0, 3600.0);

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.size() + 1);
  private final DoubleAdder sum = new DoubleAdder();

  /** Counts a duration; one below zero, as clocks of nodes may differ, counts as none. */
  public void add(double seconds) {
    double bounded = Math.max(0, seconds);
    int bucket = 0;
    while (bucket < BOUNDS.size() && bounded > BOUNDS.get(bucket)) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    sum.add(bounded);
  }

  /** Durations in each bucket, one more than there are bounds. */
  public long[] counts() {
    long[] all = new long[counts.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = counts.get(i);
    }
    return all;
  }

  /** All durations together, in seconds. */
  public double sum() {
    return sum.sum();
  }
}
