package dev.aischeduler.jobs.tts.text.kind;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From one value to another of the same kind: {@code 9:00~18:00}, {@code -10°C~-5°C}; and values
 * that span an area: {@code 3m x 4m}. Which kind the first is of is judged in the order of kinds.
 */
final class ValueRanges extends Kind {
  private static final Pattern TO = Pattern.compile(Patterns.RANGE + "|——");
  private static final int LONGEST = 40;
  private static final Pattern BY = Pattern.compile(" ?[x×] ?");

  private final List<Kind> kinds;

  /** Of values of these kinds, the first of which counts that matches. */
  ValueRanges(Vocabulary shared, List<Kind> kinds) {
    this.kinds = kinds;
    String tens = "0s ?[-–~] ?'?(\\d)0s(?![A-Za-z0-9])";
    rule(
        "(\\d{3})" + tens,
        m -> {
          int from = m.number(1) * 10;
          int to = m.number(2) * 10;
          return Spoken.of(
              () ->
                  EnglishNumbers.decade(shared.english().year(from))
                      + " to "
                      + EnglishNumbers.decade(shared.english().cardinal(to)),
              () ->
                  shared.mandarin().digits(m.group(1) + "0")
                      + "年代到"
                      + shared.mandarin().digits(m.group(2) + "0")
                      + "年代");
        });
  }

  @Override
  Optional<Found> at(Place place) {
    char c = place.first();
    boolean begins = (!Place.isLatin(c) || !place.followsWord()) && joinsSoon(place);
    Optional<Found> decades = super.at(place);
    if (decades.isPresent() || !begins) {
      return decades;
    }
    for (Kind kind : kinds) {
      Optional<Found> first = kind.at(place);
      if (first.isPresent()) {
        return second(place, first.get(), kind);
      }
    }
    return Optional.empty();
  }

  /** A sign of a range or a span must come within the longest value; this spares most places. */
  private static boolean joinsSoon(Place place) {
    String text = place.text();
    int end = Math.min(text.length(), place.start() + LONGEST);
    for (int i = place.start() + 1; i < end; i++) {
      if ("-~–—至到x×".indexOf(text.charAt(i)) >= 0 && beginsValue(text, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsValue(String text, int after) {
    int at = after < text.length() && text.charAt(after) == ' ' ? after + 1 : after;
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return !Character.isLowerCase(c) && c != ' ';
  }

  private static Optional<Found> second(Place place, Found first, Kind kind) {
    Optional<Found> to = joined(place, first, kind, TO, Sign.TO);
    return to.isPresent() ? to : joined(place, first, kind, BY, Sign.BY);
  }

  private static Optional<Found> joined(
      Place place, Found first, Kind kind, Pattern joint, Sign sign) {
    Matcher m = joint.matcher(place.text()).region(first.end(), place.text().length());
    if (!m.lookingAt() || m.end() >= place.text().length()) {
      return Optional.empty();
    }
    return kind.at(new Place(place.text(), m.end()))
        .filter(second -> !first.spoken().onlyEnglish() && !second.spoken().onlyEnglish())
        .map(second -> new Found(both(first.spoken(), second.spoken(), sign), second.end()));
  }

  private static Spoken both(Spoken first, Spoken second, Sign sign) {
    return Spoken.of(
        () -> first.english() + " " + sign.english() + " " + second.english(),
        () -> first.mandarin() + sign.mandarin() + second.mandarin());
  }
}
