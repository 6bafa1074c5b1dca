package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From one value to another of the same kind: {@code 9:00~18:00}, {@code -10°C~-5°C}; and values
 * that span an area: {@code 3m x 4m}. Thread-safe.
 */
final class ValueRanges {
  private static final Pattern TO = Pattern.compile(Patterns.RANGE + "|——");
  private static final Pattern BY = Pattern.compile(" ?[x×] ?");

  private final Set<Kind> kinds;

  /** Of values of these kinds. */
  ValueRanges(Set<Kind> kinds) {
    this.kinds = kinds;
  }

  /**
   * The range that a value is the first of, else the value alone.
   *
   * @param text what the value stands in
   * @param kind what found the value
   */
  Found from(String text, Found first, Kind kind) {
    if (!kinds.contains(kind) || first.spoken().onlyEnglish()) {
      return first;
    }
    return joined(text, first, kind, TO, Sign.TO)
        .or(() -> joined(text, first, kind, BY, Sign.BY))
        .orElse(first);
  }

  private static Optional<Found> joined(
      String text, Found first, Kind kind, Pattern joint, Sign sign) {
    Matcher m = joint.matcher(text).region(first.end(), text.length());
    if (!m.lookingAt() || m.end() >= text.length()) {
      return Optional.empty();
    }
    return kind.at(new Place(text, m.end()))
        .filter(second -> !second.spoken().onlyEnglish())
        .map(second -> new Found(both(first.spoken(), second.spoken(), sign), second.end()));
  }

  private static Spoken both(Spoken first, Spoken second, Sign sign) {
    return Spoken.of(
        () -> first.english() + " " + sign.english() + " " + second.english(),
        () -> first.mandarin() + sign.mandarin() + second.mandarin());
  }
}
