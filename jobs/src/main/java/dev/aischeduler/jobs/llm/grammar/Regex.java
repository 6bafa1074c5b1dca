package dev.aischeduler.jobs.llm.grammar;

import java.util.List;

/** A regular expression without anchors. */
sealed interface Regex {
  /** Matches the empty text only. */
  Regex EMPTY = series(List.of());

  /** Any text. */
  Regex ANYTHING = times(new One(CodePoints.ALL), 0, Repeat.UNBOUNDED);

  /** Fewest characters. */
  int least();

  /** Most characters; {@link Repeat#UNBOUNDED} for no limit. */
  int most();

  /** One after the other. */
  static Regex series(List<Regex> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : new Series(
            List.copyOf(parts),
            limited(parts.stream().mapToLong(Regex::least).sum()),
            limited(parts.stream().mapToLong(Regex::most).sum()));
  }

  /** One of them. */
  static Regex either(List<Regex> alternatives) {
    return alternatives.size() == 1
        ? alternatives.get(0)
        : new Either(
            List.copyOf(alternatives),
            alternatives.stream().mapToInt(Regex::least).min().orElse(0),
            alternatives.stream().mapToInt(Regex::most).max().orElse(0));
  }

  /**
   * Several times.
   *
   * @param max {@link Repeat#UNBOUNDED} for no limit
   */
  static Regex times(Regex part, int min, int max) {
    return max == 0 || part.most() == 0
        ? EMPTY
        : new Times(
            part, min, max, limited((long) min * part.least()), limited((long) max * part.most()));
  }

  /** One character of a set. */
  record One(CodePoints characters) implements Regex {
    @Override
    public int least() {
      return 1;
    }

    @Override
    public int most() {
      return 1;
    }
  }

  /** Made by {@link #series}. */
  record Series(List<Regex> parts, int least, int most) implements Regex {}

  /** Made by {@link #either}. */
  record Either(List<Regex> alternatives, int least, int most) implements Regex {}

  /** Made by {@link #times}. */
  record Times(Regex part, int min, int max, int least, int most) implements Regex {}

  private static int limited(long count) {
    return (int) Math.min(count, Repeat.UNBOUNDED);
  }
}
