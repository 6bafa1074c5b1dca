package dev.aischeduler.jobs.llm.grammar;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes rules of others, as simple as they can be. Without state. */
public final class Rules {
  /** Matches the empty text only. */
  static final Rule EMPTY = new Literal(new byte[0], 0);

  /** Matches no text at all. */
  static final Rule NOTHING = new Choice(List.of(), Rule.UNSATISFIABLE);

  private Rules() {}

  /** Matches this text in UTF-8. */
  public static Rule literal(String text) {
    return text.isEmpty() ? EMPTY : new Literal(text.getBytes(StandardCharsets.UTF_8), 0);
  }

  /** Matches one after the other. */
  public static Rule sequence(Rule... parts) {
    Rule all = EMPTY;
    for (int i = parts.length - 1; i >= 0; i--) {
      all = all == EMPTY ? parts[i] : then(parts[i], all);
    }
    return all;
  }

  private static Rule then(Rule first, Rule second) {
    if (first == EMPTY) {
      return second;
    }
    boolean nothing = first.least() == Rule.UNSATISFIABLE || second.least() == Rule.UNSATISFIABLE;
    return nothing ? NOTHING : new Sequel(first, second, plus(first.least(), second.least()));
  }

  /** Matches what one of the rules matches; alternatives that match nothing are left out. */
  public static Rule choice(List<Rule> alternatives) {
    List<Rule> able =
        alternatives.stream().filter(rule -> rule.least() != Rule.UNSATISFIABLE).toList();
    return switch (able.size()) {
      case 0 -> NOTHING;
      case 1 -> able.get(0);
      default ->
          new Choice(able, able.stream().mapToInt(Rule::least).min().orElse(Rule.UNSATISFIABLE));
    };
  }

  /** As {@link #choice(List)}. */
  public static Rule choice(Rule... alternatives) {
    return choice(List.of(alternatives));
  }

  /** Matches the rule or the empty text. */
  public static Rule optional(Rule rule) {
    return choice(EMPTY, rule);
  }

  /**
   * Matches a rule several times.
   *
   * @param item does not match the empty text
   * @param min fewest times
   * @param max most times; {@link Repeat#UNBOUNDED} for no limit
   */
  public static Rule repeat(Rule item, int min, int max) {
    if (max == 0 || (min == 0 && item.least() == Rule.UNSATISFIABLE)) {
      return EMPTY;
    }
    return item.least() == Rule.UNSATISFIABLE ? NOTHING : new Repeat(item, min, max);
  }

  /**
   * Matches any text; where a marker comes in it, the marker must be followed by a rule, and that
   * ends it.
   *
   * @param marker not empty
   */
  public static Rule textUntil(String marker, Rule then) {
    return FreeText.until(marker.getBytes(StandardCharsets.UTF_8), then);
  }

  /** A sum that never overflows and never becomes {@link Rule#UNSATISFIABLE}. */
  static int plus(int a, int b) {
    return (int) Math.min((long) a + b, Rule.UNSATISFIABLE - 1);
  }
}
