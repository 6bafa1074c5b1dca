package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days of the calendar and months of a year in figures: {@code 2026-11-29}, {@code 7/4/1976}. */
final class NumericDates extends Kind {
  /** A dotted version follows the name of a product; a dotted date does not. */
  private static final Pattern PRODUCT = Pattern.compile("(?:[A-Za-z]|版本?)[ -]?$");

  private static final Pattern DATED = Pattern.compile("(?:^|日期|时间|生日|[于在到至从自是为日]) ?[:：]? ?$");

  private static final Pattern COPULA = Pattern.compile("[是为] ?$");

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
  private final DateWords words;

  NumericDates(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    this.words = new DateWords(english, mandarin);
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
        m -> words.month(m.group(1), m.number(2)));
    rule(
        "(0[1-9]|1[0-2])[-/]((?:19|20)\\d{2})(?![\\d/]|[.,-]\\d)",
        m -> words.month(m.group(2), m.number(1)));
    rule(
        "(0[1-9])\\.((?:19|20)\\d{2})(?![\\d/]|[.,-]\\d)",
        m -> words.month(m.group(2), m.number(1)));
    rule(
        "(0\\d|1[0-2])/(0\\d|[12]\\d|3[01])(?![\\d/]|[.,]\\d)|(\\d{1,2})/(\\d{1,2})(?![\\d/]|[.,]\\d)",
        this::dayOfMonth);
    rule("0(\\d)(?=[月日号])", m -> number(m.number(1)));
    rule(
        "(\\d{2})\\.(\\d{1,2})\\.(\\d{1,2})(?![\\d/]|[.-]\\d)|(\\d{2})/(\\d{1,2})/(\\d)(?![\\d/])",
        this::mandarinShortYear);
  }

  private Spoken number(int n) {
    return Spoken.of(() -> english.cardinal(n), () -> mandarin.cardinal(n));
  }

  private @Nullable Spoken yearFirst(Match m) {
    boolean version =
        m.group(2).equals(".")
            && (m.group(3).length() < 2 || m.group(4).length() < 2)
            && PRODUCT.matcher(m.before()).find();
    return version ? null : words.day(m.group(1), m.number(3), m.number(4));
  }

  /** {@code 20240506} where a date is asked for or nothing else stands. */
  private @Nullable Spoken compact(Match m) {
    boolean counted = !m.after().isEmpty() && Character.isLetter(m.after().charAt(0));
    boolean asked =
        DATED_IN_ENGLISH.matcher(m.place().before(LONG_BEFORE)).find()
            || (DATED.matcher(m.before()).find() && !COPULA.matcher(m.before()).find());
    return asked && !counted ? words.day(m.group(1), m.number(2), m.number(3)) : null;
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
            () -> english.year(first) + " to " + english.year(m.group(3)),
            () -> mandarin.digits(m.group(1)) + "到" + mandarin.digits(m.group(3)))
        : null;
  }

  /** {@code 11/23/2026}, or {@code 23/11/2026} where only that can be; with points, day first. */
  private @Nullable Spoken yearLast(Match m) {
    boolean dayFirst = m.group(2).equals(".") && m.number(3) <= 12;
    return m.number(1) > 12 || dayFirst
        ? words.day(m.group(4), m.number(3), m.number(1))
        : words.day(m.group(4), m.number(1), m.number(3));
  }

  /** {@code 01/07/98}. */
  private @Nullable Spoken shortYear(Match m) {
    int group = m.has(1) ? 1 : 4;
    int first = m.number(group);
    int second = m.number(group + 1);
    String year = m.group(group + 2);
    if (first > 31) {
      return words.day(m.group(group), second, m.number(group + 2));
    }
    return first > 12 ? words.day(year, second, first) : words.day(year, first, second);
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
    return zero || asked
        ? words.day(null, Integer.parseInt(first), Integer.parseInt(second))
        : null;
  }

  /** {@code 12.2.3} where a date is asked for in Mandarin; in English that is a version. */
  private @Nullable Spoken mandarinShortYear(Match m) {
    int group = m.has(1) ? 1 : 4;
    int month = m.number(group + 1);
    int day = m.number(group + 2);
    if (!DateWords.isDay(month, day) || !DATED.matcher(m.before()).find()) {
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
        () -> words.mandarinDay(m.group(group), month, day));
  }
}
