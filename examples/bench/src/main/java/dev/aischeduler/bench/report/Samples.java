package dev.aischeduler.bench.report;

import java.util.Collection;
import java.util.List;

/** Order statistics. */
public final class Samples {
  private Samples() {}

  /** The middle value, or the mean of the two in the middle. */
  public static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The smallest value that at least {@code percent} of all do not exceed (nearest rank). */
  public static double percentile(Collection<Double> values, double percent) {
    List<Double> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
