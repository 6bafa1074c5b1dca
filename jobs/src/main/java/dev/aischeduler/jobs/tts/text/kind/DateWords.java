package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How days and months of the calendar are said. A year is four figures, or two where the century is
 * left out; months and days that no calendar has are null. Thread-safe.
 */
record DateWords(EnglishNumbers english, MandarinNumbers mandarin) {

  static boolean isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /** {@code may fifth, twenty twenty}. */
  @Nullable Spoken day(@Nullable String year, int month, int day) {
    return isDay(month, day)
        ? Spoken.of(
            () -> Months.name(month) + " " + english.ordinal(day) + englishYear(year),
            () -> mandarinDay(year, month, day))
        : null;
  }

  /**
   * {@code the 4th of July}: with an ordinal the day comes first, as it is written.
   *
   * @param before the words before it, which may have the article
   */
  @Nullable Spoken dayFirst(@Nullable String year, int month, int day, String before) {
    if (!isDay(month, day)) {
      return null;
    }
    String the = before.toLowerCase(Locale.ROOT).endsWith("the ") ? "" : "the ";
    return Spoken.of(
        () -> the + english.ordinal(day) + " of " + Months.name(month) + englishYear(year),
        () -> mandarinDay(year, month, day));
  }

  /** From one day to another of the same month, as in {@code July 4-6}. */
  @Nullable Spoken days(@Nullable String year, int month, int from, int to) {
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
                + englishYear(year),
        () -> mandarinDay(year, month, from) + "到" + mandarin.cardinal(to) + "日");
  }

  /** {@code may twenty twenty}. */
  Spoken month(String year, int month) {
    return Spoken.of(
        () -> Months.name(month) + " " + english.year(year),
        () -> mandarin.digits(year) + "年" + mandarin.cardinal(month) + "月");
  }

  private String englishYear(@Nullable String year) {
    return year == null ? "" : ", " + english.year(year);
  }

  String mandarinDay(@Nullable String year, int month, int day) {
    String text = mandarin.cardinal(month) + "月" + mandarin.cardinal(day) + "日";
    return year == null ? text : mandarin.digits(year) + "年" + text;
  }
}
