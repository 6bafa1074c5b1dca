package dev.aischeduler.examples.bench.report;

import java.util.Locale;

/**
 * A figure that the product is judged by.
 *
 * @param name key under {@code ratios}
 * @param atLeast true when more is better
 * @param target what it should reach at least, or at most
 */
public record Headline(String name, double value, boolean atLeast, double target) {
  /** Whether the target is met. */
  public boolean met() {
    return atLeast ? value >= target : value <= target;
  }

  /** The target as text. */
  public String targetText() {
    return (atLeast ? ">= " : "<= ") + Numbers.text(target);
  }

  /** The verdict as one word. */
  public String verdict() {
    return (met() ? "met" : "missed").toLowerCase(Locale.ROOT);
  }
}
