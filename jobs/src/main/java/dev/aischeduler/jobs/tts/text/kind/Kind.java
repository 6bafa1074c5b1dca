package dev.aischeduler.jobs.tts.text.kind;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing that is not spoken as it is written: rules in order, of which the first counts
 * that matches at a place and whose meaning makes sense. Repetitions of groups in patterns must be
 * bounded, since java.util.regex recurses for each. Thread-safe once constructed.
 */
abstract class Kind {
  private static final int ASCII = 128;

  private final List<Rule> rules = new ArrayList<>();

  /**
   * A rule.
   *
   * @param beginnings ASCII characters that a match may begin with
   */
  private record Rule(
      Pattern pattern, BitSet beginnings, Function<Match, @Nullable Spoken> meaning) {

    boolean mayBeginWith(char c) {
      return c >= ASCII || beginnings.get(c);
    }
  }

  /**
   * Adds a rule; for constructors.
   *
   * @param regex matched from the place on; it may look behind and ahead
   * @param meaning null where what matched is nothing of this kind
   */
  final void rule(String regex, Function<Match, @Nullable Spoken> meaning) {
    Pattern pattern = Pattern.compile(regex);
    rules.add(new Rule(pattern, beginnings(pattern), meaning));
  }

  /**
   * Found out by trying: most rules match at few characters, and every rule is asked at every word.
   * A pattern that neither matches a character alone nor asks for the next one never begins with
   * it, unless it wants something before it.
   */
  private static BitSet beginnings(Pattern pattern) {
    BitSet beginnings = new BitSet(ASCII);
    boolean looksBehind = pattern.pattern().contains("(?<=");
    for (char c = 0; c < ASCII; c++) {
      Matcher alone = pattern.matcher(String.valueOf(c));
      if (looksBehind || alone.lookingAt() || alone.hitEnd()) {
        beginnings.set(c);
      }
    }
    return beginnings;
  }

  /** What of this kind starts exactly here, if anything does. */
  Optional<Found> at(Place place) {
    char first = place.first();
    for (Rule rule : rules) {
      if (!rule.mayBeginWith(first)) {
        continue;
      }
      Matcher m = rule.pattern().matcher(place.text());
      m.region(place.start(), place.text().length()).useTransparentBounds(true);
      if (m.lookingAt() && m.end() > place.start()) {
        Spoken spoken = rule.meaning().apply(new Match(m.toMatchResult(), place));
        if (spoken != null) {
          return Optional.of(new Found(spoken, m.end()));
        }
      }
    }
    return Optional.empty();
  }
}
