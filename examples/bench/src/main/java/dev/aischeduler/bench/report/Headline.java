package dev.aischeduler.bench.report;

import java.util.Locale;

/**
 * A figure that the product is judged by.
 *
 * @param name key under {@code ratios}
 * @param figure its rounds; the median counts, the others are its spread
 * @param atLeast true when more is better
 * @param target what it should reach at least, or at most
 */
public record Headline(String name, Cell figure, boolean atLeast, double target) {
  /** The median of the rounds. */
  public double value() {
    return figure.median();
  }

  /** Whether the target is met. */
  public boolean met() {
    return atLeast ? value() >= target : value() <= target;
  }

  /** The target as text. */
  public String targetText() {
    return (atLeast ? ">= " : "<= ") + Numbers.text(target);
  }

  /** The least and the greatest of the rounds as text; a dash for a figure of one round. */
  public String spreadText() {
    return figure.rounds().size() == 1
        ? "-"
        : Numbers.text(figure.min()) + ".." + Numbers.text(figure.max());
  }

  /** The verdict as one word. */
  public String verdict() {
    return (met() ? "met" : "missed").toLowerCase(Locale.ROOT);
  }
}
