package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days of the calendar, months of a year, weekdays. */
final class Dates extends Kind {
  private static final String YEAR = "(\\d{4}|'\\d{2})";
  private static final String END = "(?![\\d:%]|[.,]\\d|[./-]\\d)";
  private static final String SUFFIX = "(?:st|nd|rd|th|ST|ND|RD|TH)";

  /** After a name that is a common word too, what is counted makes the number no day. */
  private static final String NOT_COUNTED =
      "(?! ?(?:%|percent|people|persons?|men|women|students|soldiers|miles?|steps|times|hours?"
          + "|minutes|days?|weeks?|km|kilomet|more|or more))";

  /** A dotted version follows the name of a product; a dotted date does not. */
  private static final Pattern PRODUCT = Pattern.compile("(?:[A-Za-z]|版本?)[ -]?$");

  private static final Pattern DATED = Pattern.compile("(?:^|日期|时间|生日|[于在到至从自是为日]) ?[:：]? ?$");

  private static final Pattern DATED_IN_ENGLISH =
      Pattern.compile(
          "(?i)\\b(?:on|by|due|until|till|before|after|since|from|dated|date:?|starting|through"
              + "|mon|tues?|wed|thu|thurs?|fri|sat|sun|\\w{3,6}day),? $");

  private static final Pattern SEASON =
      Pattern.compile(
          "^(?:season|crisis|school|academic|fiscal|financial|winter|campaign|budget|recession|edition"
              + "|赛季|学年|财年|年度|财政|雪季|冬季)");
  private static final Pattern SEASON_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:season|academic year|school year|fiscal year|winter)(?: of)? $|(?:赛季|学年)$");

  private static final Pattern MANDARIN_WEEKDAY =
      Pattern.compile("(?:周|星期)[一二三四五六日天][ ,，(（]{0,2}$");
  private static final Pattern MANDARIN_WEEKDAY_AFTER = Pattern.compile("^[(（]?(?:周|星期)[一二三四五六日天]");

  private static final int LONG_BEFORE = 24;

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Dates(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    figures();
    names();
    weekdays();
    mandarinFigures();
  }

  private void figures() {
    rule("(\\d{4})([-/.·])(\\d{1,2})\\2(\\d{1,2})(?!\\d|[./-]\\d)", this::yearFirst);
    rule(
        "((?:19|20)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?![\\w%]|[.,:/-]\\d)",
        this::compact);
    rule("((?:19|20)\\d{2})([-/])(\\d{2})(?![\\w/]|[.,-]\\d)", this::twoYears);
    rule("(\\d{1,2})([-/.·])(\\d{1,2})\\2(\\d{4})(?!\\d|[./-]\\d)", this::yearLast);
    rule(
        "(\\d{2})/(\\d{1,2})/(\\d{2})(?![\\d/])|(\\d)/(\\d{1,2})/(\\d{2})(?![\\d/])",
        this::shortYear);
    rule(
        "((?:19|20)\\d{2})[-/](0[1-9]|1[0-2])(?![\\d/]|[.,-]\\d)",
        m -> month(m.group(1), m.number(2)));
    rule(
        "(0[1-9]|1[0-2])[-/]((?:19|20)\\d{2})(?![\\d/]|[.,-]\\d)",
        m -> month(m.group(2), m.number(1)));
    rule("(0[1-9])\\.((?:19|20)\\d{2})(?![\\d/]|[.,-]\\d)", m -> month(m.group(2), m.number(1)));
    rule(
        "(0\\d|1[0-2])/(0\\d|[12]\\d|3[01])(?![\\d/]|[.,]\\d)|(\\d{1,2})/(\\d{1,2})(?![\\d/]|[.,]\\d)",
        this::dayOfMonth);
  }

  private void names() {
    String day = "(\\d{1,2})" + SUFFIX + "?";
    String to = " ?(?:-|–|~|to) ?";
    for (String month : new String[] {Months.CERTAIN, Months.CAPITALISED}) {
      String counted = month.equals(Months.CERTAIN) ? "" : NOT_COUNTED;
      rule(
          "(" + month + ")\\.? " + day + to + day + "(?:,? " + YEAR + ")?" + END + counted,
          m -> days(m.optional(4), m.group(1), m.number(2), m.number(3)));
      rule(
          "(" + month + ")(?:\\.? ?|-|/)" + day + "(?:,? ?|-|/)" + YEAR + END,
          m -> day(m.optional(3), Months.number(m.group(1)), m.number(2)));
      rule(
          "(" + month + ")(?:\\.? ?|-)(?:the )?" + day + END + "(?![A-Za-z])" + counted,
          m -> day(null, Months.number(m.group(1)), m.number(2)));
      rule(
          "(" + month + ")(?:\\.?,? |-|/)" + YEAR + END + "(?![A-Za-z])",
          m -> month(m.group(2), Months.number(m.group(1))));
      rule(
          day + to + day + " (?:of )?(" + month + ")\\.?(?:,? " + YEAR + ")?(?!\\w)",
          m -> days(m.optional(4), m.group(3), m.number(1), m.number(2)));
    }
    rule(
        "(\\d{1,2})"
            + SUFFIX
            + " (?:of )?("
            + Months.ANY
            + ")(?:\\.?,? "
            + YEAR
            + END
            + "|(?:\\.(?= ?[a-z,]|$))?(?![A-Za-z]))",
        this::dayOfTheMonth);
    rule(
        day + "(?:-| )(?:of )?(" + Months.ANY + ")(?:\\.?,? |-)" + YEAR + END,
        m -> day(m.optional(3), Months.number(m.group(2)), m.number(1)));
    rule(
        day + "-(" + Months.ANY + ")-(\\d{2})" + END,
        m -> day(m.optional(3), Months.number(m.group(2)), m.number(1)));
    rule(
        "(\\d{1,2})[ -](?:of )?("
            + Months.CERTAIN
            + "|"
            + Months.CAPITALISED
            + ")(?:\\.(?= ?[a-z,]|$))?(?![A-Za-z])",
        m -> day(null, Months.number(m.group(2)), m.number(1)));
    rule(
        "((?i:may|march|mar))\\.? " + day + ",? " + YEAR + END,
        m -> day(m.optional(3), Months.number(m.group(1)), m.number(2)));
    rule(
        "((?i:may|march|mar))\\.? " + day + "(?=,? (?:\\d{4}|and)\\b| ?[,.;!?]| ?$)",
        m -> day(null, Months.number(m.group(1)), m.number(2)));
  }

  private void weekdays() {
    rule(
        "(" + Months.WEEKDAY + ")\\.? ?(?:-|–|~| to ) ?(" + Months.WEEKDAY + ")(?![A-Za-z])",
        m ->
            Spoken.of(
                () -> Months.weekday(m.group(1)) + " to " + Months.weekday(m.group(2)),
                () ->
                    Months.mandarinWeekday(m.group(1)) + "到" + Months.mandarinWeekday(m.group(2))));
    rule(
        "("
            + Months.WEEKDAY
            + ")\\.?(?=,? (?:"
            + Months.CERTAIN
            + "|"
            + Months.CAPITALISED
            + "|\\d{1,2}(?:[:/]\\d| ?[aApP]\\.?[mM]|"
            + SUFFIX
            + "|[ -](?:"
            + Months.CERTAIN
            + "|"
            + Months.CAPITALISED
            + ")))| ?/ ?"
            + Months.WEEKDAY
            + "(?![A-Za-z]))",
        m -> Spoken.of(() -> Months.weekday(m.group(1)), () -> Months.mandarinWeekday(m.group(1))));
    rule(
        "(?<=" + Months.WEEKDAY + " ?/ ?)(" + Months.WEEKDAY + ")(?![A-Za-z])",
        m -> Spoken.of(() -> Months.weekday(m.group(1)), () -> Months.mandarinWeekday(m.group(1))));
  }

  private void mandarinFigures() {
    rule("0(\\d)(?=[月日号])", m -> number(m.number(1)));
    rule(
        "(\\d{2})\\.(\\d{1,2})\\.(\\d{1,2})(?![\\d/]|[.-]\\d)|(\\d{2})/(\\d{1,2})/(\\d)(?![\\d/])",
        this::mandarinShortYear);
  }

  /** What starts here; only a digit or the name of a month or weekday can be a date. */
  @Override
  Optional<Found> at(Place place) {
    return Character.isDigit(place.first()) || Months.mayStart(place)
        ? super.at(place)
        : Optional.empty();
  }

  private Spoken number(int n) {
    return Spoken.of(() -> english.cardinal(n), () -> mandarin.cardinal(n));
  }

  private @Nullable Spoken yearFirst(Match m) {
    boolean version =
        m.group(2).equals(".")
            && (m.group(3).length() < 2 || m.group(4).length() < 2)
            && PRODUCT.matcher(m.before()).find();
    return version ? null : day(m.group(1), m.number(3), m.number(4));
  }

  /** {@code 20240506} where a date is asked for or nothing else stands. */
  private @Nullable Spoken compact(Match m) {
    boolean counted = !m.after().isEmpty() && Character.isLetter(m.after().charAt(0));
    boolean asked =
        DATED_IN_ENGLISH.matcher(m.place().before(LONG_BEFORE)).find()
            || (DATED.matcher(m.before()).find() && !m.before().matches(".*[是为] ?"));
    return asked && !counted ? day(m.group(1), m.number(2), m.number(3)) : null;
  }

  /** {@code 2024/25}, {@code the 2008-09 season}: a year and the next one. */
  private @Nullable Spoken twoYears(Match m) {
    int first = m.number(1);
    int second = m.number(3);
    boolean next = (first + 1) % 100 == second;
    boolean month = second >= 1 && second <= 12;
    boolean season =
        SEASON.matcher(m.after()).find()
            || SEASON_BEFORE.matcher(m.place().before(LONG_BEFORE)).find();
    return next && (!month || season)
        ? Spoken.of(
            () -> english.year(first) + " to " + englishYear("'" + m.group(3)),
            () -> mandarin.digits(m.group(1)) + "到" + mandarin.digits(m.group(3)))
        : null;
  }

  /** {@code 11/23/2026}, or {@code 23/11/2026} where only that can be; with points, day first. */
  private @Nullable Spoken yearLast(Match m) {
    boolean dayFirst = m.group(2).equals(".") && m.number(3) <= 12;
    return m.number(1) > 12 || dayFirst
        ? day(m.group(4), m.number(3), m.number(1))
        : day(m.group(4), m.number(1), m.number(3));
  }

  /** {@code 01/07/98}. */
  private @Nullable Spoken shortYear(Match m) {
    int group = m.has(1) ? 1 : 4;
    int first = m.number(group);
    int second = m.number(group + 1);
    String year = "'" + m.group(group + 2);
    if (first > 31) {
      return day("'" + m.group(group), second, m.number(group + 2));
    }
    return first > 12 ? day(year, second, first) : day(year, first, second);
  }

  /** {@code 08/08}: a zero that no fraction has, or a word before it that asks for a date. */
  private @Nullable Spoken dayOfMonth(Match m) {
    String first = m.has(1) ? m.group(1) : m.group(3);
    String second = m.has(1) ? m.group(2) : m.group(4);
    boolean zero = first.startsWith("0") || second.startsWith("0");
    boolean asked =
        DATED_IN_ENGLISH.matcher(m.place().before(LONG_BEFORE)).find()
            || MANDARIN_WEEKDAY.matcher(m.before()).find()
            || MANDARIN_WEEKDAY_AFTER.matcher(m.after()).find();
    return zero || asked ? day(null, Integer.parseInt(first), Integer.parseInt(second)) : null;
  }

  /** {@code 12.2.3} where a date is asked for in Mandarin; in English that is a version. */
  private @Nullable Spoken mandarinShortYear(Match m) {
    int group = m.has(1) ? 1 : 4;
    int month = m.number(group + 1);
    int day = m.number(group + 2);
    if (!isDay(month, day) || !DATED.matcher(m.before()).find()) {
      return null;
    }
    String sign = m.has(1) ? " point " : " slash ";
    return Spoken.of(
        () ->
            english.cardinal(m.number(group))
                + sign
                + english.cardinal(month)
                + sign
                + english.cardinal(day),
        () -> mandarinDay("'" + m.group(group), month, day));
  }

  private static boolean isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /**
   * A day, or null where the numbers are none.
   *
   * @param year four digits, or two after an apostrophe
   */
  private @Nullable Spoken day(@Nullable String year, int month, int day) {
    return isDay(month, day)
        ? Spoken.of(() -> englishDay(year, month, day), () -> mandarinDay(year, month, day))
        : null;
  }

  /** {@code the 4th of July}: with an ordinal the day comes first, as it is written. */
  private @Nullable Spoken dayOfTheMonth(Match m) {
    int month = Months.number(m.group(2));
    int day = m.number(1);
    if (!isDay(month, day)) {
      return null;
    }
    String the = m.before().toLowerCase(Locale.ROOT).endsWith("the ") ? "" : "the ";
    String year = m.optional(3);
    return Spoken.of(
        () ->
            the
                + english.ordinal(day)
                + " of "
                + Months.name(month)
                + (year == null ? "" : ", " + englishYear(year)),
        () -> mandarinDay(year, month, day));
  }

  /** From one day to another of the same month, as in {@code July 4-6}. */
  private @Nullable Spoken days(@Nullable String year, String name, int from, int to) {
    int month = Months.number(name);
    if (!isDay(month, from) || !isDay(month, to) || from >= to) {
      return null;
    }
    return Spoken.of(
        () ->
            Months.name(month)
                + " "
                + english.ordinal(from)
                + " to "
                + english.ordinal(to)
                + (year == null ? "" : ", " + englishYear(year)),
        () -> mandarinDay(year, month, from) + "到" + mandarin.cardinal(to) + "日");
  }

  private Spoken month(String year, int month) {
    return Spoken.of(
        () -> Months.name(month) + " " + englishYear(year),
        () -> mandarin.digits(year) + "年" + mandarin.cardinal(month) + "月");
  }

  private String englishDay(@Nullable String year, int month, int day) {
    String text = Months.name(month) + " " + english.ordinal(day);
    return year == null ? text : text + ", " + englishYear(year);
  }

  private String englishYear(String year) {
    if (!year.startsWith("'")) {
      return english.year(Integer.parseInt(year));
    }
    int number = Integer.parseInt(year.substring(1));
    return (number > 0 && number < 10 ? "oh " : "") + english.cardinal(number);
  }

  private String mandarinDay(@Nullable String year, int month, int day) {
    String text = mandarin.cardinal(month) + "月" + mandarin.cardinal(day) + "日";
    return year == null ? text : mandarin.digits(year) + "年" + text;
  }
}
