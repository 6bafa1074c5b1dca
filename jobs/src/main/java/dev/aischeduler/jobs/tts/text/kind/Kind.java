package dev.aischeduler.jobs.tts.text.kind;

import java.util.ArrayList;
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
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern pattern, Function<Match, @Nullable Spoken> meaning) {}

  /**
   * Adds a rule; for constructors.
   *
   * @param regex matched from the place on; it may look behind and ahead
   * @param meaning null where what matched is nothing of this kind
   */
  final void rule(String regex, Function<Match, @Nullable Spoken> meaning) {
    rules.add(new Rule(Pattern.compile(regex), meaning));
  }

  /** What of this kind starts exactly here, if anything does. */
  Optional<Found> at(Place place) {
    for (Rule rule : rules) {
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
