package dev.aischeduler.examples.bench.report;

import java.util.List;

/**
 * One figure.
 *
 * @param rounds one value a round; never empty
 */
public record Cell(List<Double> rounds) {
  /** A figure of several rounds. */
  public Cell {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("a figure needs a round");
    }
    rounds = List.copyOf(rounds);
  }

  /** A figure measured once. */
  public static Cell of(double value) {
    return new Cell(List.of(value));
  }

  /** The middle of the rounds. */
  public double median() {
    return Samples.median(rounds);
  }

  /**
   * How many times another figure this one is: the median over the rounds, each paired with the
   * other's round of the same time, so that a slow minute of the machine hits both.
   */
  public double over(Cell other) {
    if (rounds.size() != other.rounds.size()) {
      return median() / other.median();
    }
    return Samples.median(
        java.util.stream.IntStream.range(0, rounds.size())
            .mapToObj(i -> rounds.get(i) / other.rounds.get(i))
            .toList());
  }
}
