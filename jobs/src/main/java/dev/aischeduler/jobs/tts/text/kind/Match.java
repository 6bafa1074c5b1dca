package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has matched.
 *
 * @param groups of the rule's pattern
 * @param place where it starts
 */
record Match(MatchResult groups, Place place) {

  /** Everything that was matched. */
  String text() {
    return groups.group();
  }

  /** A group that always takes part. */
  String group(int index) {
    String group = groups.group(index);
    if (group == null) {
      throw new IllegalStateException("group " + index + " has not matched in " + text());
    }
    return group;
  }

  /** A group that may not have taken part; then null. */
  @Nullable String optional(int index) {
    return groups.group(index);
  }

  /** Whether a group took part. */
  boolean has(int index) {
    return groups.group(index) != null;
  }

  /** A group of at most nine digits as a number. */
  int number(int index) {
    return Integer.parseInt(group(index));
  }

  /** A group as an amount; it must match {@link Patterns#SIGNED}. */
  Amount amount(int index) {
    return Amount.of(group(index));
  }

  /** The last characters before it. */
  String before() {
    return place.before();
  }

  /** At most this many characters after it, as they are. */
  String after(int length) {
    int end = groups.end();
    return place.text().substring(end, Math.min(place.text().length(), end + length));
  }

  /** The next characters after it, without leading blanks. */
  String after() {
    return after(Place.NEAR).stripLeading();
  }
}
