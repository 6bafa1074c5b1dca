package dev.aischeduler.bench.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

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

  /** The least of the rounds. */
  public double min() {
    return Collections.min(rounds);
  }

  /** The greatest of the rounds. */
  public double max() {
    return Collections.max(rounds);
  }

  /**
   * How many times another figure this one is: each round paired with the other's round of the same
   * time, so that a slow minute of the machine hits both. One round, of the medians, when the
   * figures have not as many rounds.
   */
  public Cell over(Cell other) {
    if (rounds.size() != other.rounds.size()) {
      return of(median() / other.median());
    }
    return new Cell(
        IntStream.range(0, rounds.size())
            .mapToObj(i -> rounds.get(i) / other.rounds.get(i))
            .toList());
  }
}
