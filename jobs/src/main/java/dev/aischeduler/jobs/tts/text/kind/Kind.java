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
  /** Characters whose rules are known beforehand. */
  static final int ASCII = 128;

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
   * Found out by trying, since most rules match at few characters and every rule is asked at every
   * word: a pattern that neither matches a character alone nor asks for the next one never begins
   * with it. What it wants before it is not there in the trial, and is taken out.
   */
  private static BitSet beginnings(Pattern pattern) {
    Pattern trial = Pattern.compile(withoutLookbehind(pattern.pattern()));
    BitSet beginnings = new BitSet(ASCII);
    for (char c = 0; c < ASCII; c++) {
      Matcher alone = trial.matcher(String.valueOf(c));
      if (alone.lookingAt() || alone.hitEnd()) {
        beginnings.set(c);
      }
    }
    return beginnings;
  }

  private static String withoutLookbehind(String regex) {
    StringBuilder out = new StringBuilder(regex);
    for (int at = out.indexOf("(?<="); at >= 0; at = out.indexOf("(?<=")) {
      int open = 1;
      boolean inClass = false;
      int end = at + 1;
      while (open > 0) {
        char c = out.charAt(end);
        end += c == '\\' ? 2 : 1;
        inClass = c == '[' || (inClass && c != ']');
        open += inClass ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      out.delete(at, end);
    }
    return out.toString();
  }

  /** False if no rule matches what begins with this character; others than ASCII are not known. */
  boolean mayBeginWith(char c) {
    return rules.stream().anyMatch(rule -> rule.mayBeginWith(c));
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
