package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Days and months with the name of the month: {@code May 5, 2026}, {@code the 4th of July}. */
final class NamedDates extends Kind {
  private static final String YEAR = "(\\d{4}|'\\d{2})";
  private static final String END = "(?![\\d:%]|[.,]\\d|[./-]\\d)";

  /** After a name that is a common word too, what is counted makes the number no day. */
  private static final String NOT_COUNTED =
      "(?! ?(?:%|percent|people|persons?|men|women|students|soldiers|miles?|steps|times|hours?"
          + "|minutes|days?|weeks?|km|kilomet|more|or more))";

  private final DateWords words;

  NamedDates(Vocabulary shared) {
    this.words = new DateWords(shared.english(), shared.mandarin());
    String day = "(\\d{1,2})" + Months.ORDINAL + "?";
    String to = " ?(?:-|–|~|to) ?";
    for (String month : new String[] {Months.CERTAIN, Months.CAPITALISED}) {
      String counted = month.equals(Months.CERTAIN) ? "" : NOT_COUNTED;
      rule(
          "(" + month + ")\\.? " + day + to + day + "(?:,? " + YEAR + ")?" + END + counted,
          m -> words.days(year(m, 4), Months.number(m.group(1)), m.number(2), m.number(3)));
      rule(
          "(" + month + ")(?:\\.? ?|-|/)" + day + "(?:,? ?|-|/)" + YEAR + END,
          m -> words.day(year(m, 3), Months.number(m.group(1)), m.number(2)));
      rule(
          "(" + month + ")(?:\\.? ?|-)(?:the )?" + day + END + "(?![A-Za-z])" + counted,
          m -> words.day(null, Months.number(m.group(1)), m.number(2)));
      rule(
          "(" + month + ")(?:\\.?,? |-|/)" + YEAR + END + "(?![A-Za-z])",
          m -> words.month(figures(m.group(2)), Months.number(m.group(1))));
      rule(
          day + to + day + " (?:of )?(" + month + ")\\.?(?:,? " + YEAR + ")?(?!\\w)",
          m -> words.days(year(m, 4), Months.number(m.group(3)), m.number(1), m.number(2)));
    }
    rule(
        "(\\d{1,2})"
            + Months.ORDINAL
            + " (?:of )?("
            + Months.ANY
            + ")(?:\\.?,? "
            + YEAR
            + END
            + "|(?:\\.(?= ?[a-z,]|$))?(?![A-Za-z]))",
        m -> words.dayFirst(year(m, 3), Months.number(m.group(2)), m.number(1), m.before()));
    rule(
        day + "(?:-| )(?:of )?(" + Months.ANY + ")(?:\\.?,? |-)" + YEAR + END,
        m -> words.day(year(m, 3), Months.number(m.group(2)), m.number(1)));
    rule(
        day + "-(" + Months.ANY + ")-(\\d{2})" + END,
        m -> words.day(year(m, 3), Months.number(m.group(2)), m.number(1)));
    rule(
        "(\\d{1,2})[ -](?:of )?("
            + Months.CERTAIN
            + "|"
            + Months.CAPITALISED
            + ")(?:\\.(?= ?[a-z,]|$))?(?![A-Za-z])",
        m -> words.day(null, Months.number(m.group(2)), m.number(1)));
    rule(
        "((?i:may|march|mar))\\.? " + day + ",? " + YEAR + END,
        m -> words.day(year(m, 3), Months.number(m.group(1)), m.number(2)));
    rule(
        "((?i:may|march|mar))\\.? " + day + "(?=,? (?:\\d{4}|and)\\b| ?[,.;!?]| ?$)",
        m -> words.day(null, Months.number(m.group(1)), m.number(2)));
  }

  /** What starts here; only a digit or the name of a month can be such a date. */
  @Override
  Optional<Found> at(Place place) {
    return Character.isDigit(place.first()) || Months.mayStart(place)
        ? super.at(place)
        : Optional.empty();
  }

  private static @Nullable String year(Match m, int group) {
    return m.has(group) ? figures(m.group(group)) : null;
  }

  /** Without an apostrophe. */
  private static String figures(String year) {
    return year.startsWith("'") ? year.substring(1) : year;
  }
}
