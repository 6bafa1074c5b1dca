package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;

/** Days of the week, short and beside dates and times: {@code Mon-Fri}, {@code Tue, May 5}. */
final class Weekdays extends Kind {
  Weekdays() {
    rule(
        "(" + Months.WEEKDAY + ")\\.? ?(?:-|–|~| to ) ?(" + Months.WEEKDAY + ")(?![A-Za-z])",
        this::days);
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

  private Spoken days(Match m) {
    return Spoken.of(
        () -> Months.weekday(m.group(1)) + " to " + Months.weekday(m.group(2)),
        () -> Months.mandarinWeekday(m.group(1)) + "到" + Months.mandarinWeekday(m.group(2)));
  }
}
