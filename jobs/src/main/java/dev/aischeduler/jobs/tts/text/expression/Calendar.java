package dev.aischeduler.jobs.tts.text.expression;

import dev.aischeduler.jobs.tts.text.expression.Expression.Clock;
import dev.aischeduler.jobs.tts.text.expression.Expression.Day;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Meaning of written dates and times; null where the numbers are no date or time. */
final class Calendar {
  /** Regular expression of an English month's name, one group. */
  static final String MONTH =
      "(January|February|March|April|May|June|July|August|September|October|November|December"
          + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)";

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private Calendar() {}

  /** {@code 2026-11-23}. */
  static @Nullable Expression yearFirst(MatchResult m) {
    return day(number(m, 1), number(m, 3), number(m, 4));
  }

  /** {@code 11/23/2026}, or {@code 23/11/2026} where only that can be meant. */
  static @Nullable Expression yearLast(MatchResult m) {
    int first = number(m, 1);
    int second = number(m, 3);
    boolean dayFirst = first > 12 || m.group(2).equals(".");
    return dayFirst ? day(number(m, 4), second, first) : day(number(m, 4), first, second);
  }

  /** {@code November 23, 2026}. */
  static @Nullable Expression monthFirst(MatchResult m) {
    return day(m.group(3) == null ? null : number(m, 3), month(m.group(1)), number(m, 2));
  }

  /** {@code 23 November 2026}. */
  static @Nullable Expression dayFirst(MatchResult m) {
    return day(m.group(3) == null ? null : number(m, 3), month(m.group(2)), number(m, 1));
  }

  /** {@code 15:30}, {@code 3:30:15 pm}. */
  static @Nullable Expression clock(MatchResult m) {
    int hour = number(m, 1);
    int minute = number(m, 2);
    int second = m.group(3) == null ? -1 : number(m, 3);
    boolean valid = hour <= 24 && minute <= 59 && second <= 59;
    return valid ? new Clock(hour, minute, second, half(m.group(4))) : null;
  }

  /** {@code 3pm}. */
  static @Nullable Expression hour(MatchResult m) {
    int hour = number(m, 1);
    return hour >= 1 && hour <= 12 ? new Clock(hour, 0, -1, half(m.group(2))) : null;
  }

  private static @Nullable String half(@Nullable String letter) {
    return letter == null ? null : letter.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Expression day(@Nullable Integer year, int month, int day) {
    boolean valid = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return valid ? new Day(year, month, day) : null;
  }

  private static int month(String name) {
    return MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
  }

  private static int number(MatchResult m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
