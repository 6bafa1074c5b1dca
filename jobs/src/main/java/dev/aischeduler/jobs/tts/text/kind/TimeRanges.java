package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hours of one half of the day, which is written at the second only: {@code 5-7pm}. */
final class TimeRanges extends Kind {
  private static final Pattern HOURS =
      Pattern.compile(
          "(\\d{1,2})(?:-| ?[~–] ?| - )(\\d{1,2}(?::\\d{2})? ?[AaPp](?:\\.[Mm]\\.|[Mm](?![A-Za-z])))");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;
  private final Times times;

  TimeRanges(Vocabulary shared, Times times) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    this.times = times;
  }

  @Override
  boolean mayBeginWith(char c) {
    return Character.isDigit(c);
  }

  @Override
  Optional<Found> at(Place place) {
    Matcher m = HOURS.matcher(place.text()).region(place.start(), place.text().length());
    if (!m.lookingAt()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(m.group(1));
    return times
        .at(new Place(m.group(2), 0))
        .filter(second -> second.end() == m.group(2).length())
        .map(second -> new Found(range(hour, second.spoken()), m.end()));
  }

  private Spoken range(int hour, Spoken second) {
    return Spoken.of(
        () -> english.cardinal(hour) + " to " + second.english(),
        () -> {
          String to = second.mandarin();
          String from = mandarin.count(Amount.of(hour)) + "点到";
          boolean half = to.startsWith("上午") || to.startsWith("下午");
          return half ? to.substring(0, 2) + from + to.substring(2) : from + to;
        });
  }
}
