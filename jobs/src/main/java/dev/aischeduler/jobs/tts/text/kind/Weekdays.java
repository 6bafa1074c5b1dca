package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import java.util.regex.Pattern;

/** Days of the week, short and beside dates and times: {@code Mon-Fri}, {@code Tue, May 5}. */
final class Weekdays extends Kind {
  private static final int NEAR = 16;
  private static final String SHORT = "(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)";
  private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
  private static final Pattern TIME_WORD =
      Pattern.compile("\\b(?:[Oo]n|next|last|every|this|by|until|and|or|from|to) $");

  Weekdays() {
    String end = Abbreviations.END;
    rule(SHORT + "\\.? ?([-–]|to) ?" + SHORT + "\\.?" + end, m -> days(m.group(1), m.group(3)));
    rule(SHORT + "\\.?(?=,? (?:\\d|" + MONTH + ")|[,/–-] ?\\d)", m -> day(m.group(1)));
    rule(
        SHORT + "\\.(?=,|$|[)]| [a-z])",
        m -> TIME_WORD.matcher(m.place().before(NEAR)).find() ? day(m.group(1)) : null);
    rule(
        "(" + Months.WEEKDAY + ")\\.? ?(?:-|–|~| to ) ?(" + Months.WEEKDAY + ")(?![A-Za-z])",
        m -> days(m.group(1), m.group(2)));
    rule(
        "("
            + Months.WEEKDAY
            + ")\\.?(?=,? (?:"
            + Months.CERTAIN
            + "|"
            + Months.CAPITALISED
            + "|\\d{1,2}(?:[:/]\\d| ?[aApP]\\.?[mM]|"
            + Months.ORDINAL
            + "|[ -](?:"
            + Months.CERTAIN
            + "|"
            + Months.CAPITALISED
            + ")))| ?/ ?"
            + Months.WEEKDAY
            + "(?![A-Za-z]))",
        m -> day(m.group(1)));
    rule(
        "(?<=" + Months.WEEKDAY + " ?/ ?)(" + Months.WEEKDAY + ")(?![A-Za-z])",
        m -> day(m.group(1)));
  }

  /** What starts here; only a letter of a name can be a weekday. */
  @Override
  Optional<Found> at(Place place) {
    return Months.mayStart(place) ? super.at(place) : Optional.empty();
  }

  private static Spoken day(String name) {
    return Spoken.of(() -> Months.weekday(name), () -> Months.mandarinWeekday(name));
  }

  private static Spoken days(String from, String to) {
    return Spoken.of(
        () -> Months.weekday(from) + " to " + Months.weekday(to),
        () -> Months.mandarinWeekday(from) + "到" + Months.mandarinWeekday(to));
  }
}
