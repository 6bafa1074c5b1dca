package dev.aischeduler.jobs.tts.text.kind;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Days of the calendar and decades. */
final class Dates extends Kind {
  private static final String MONTH =
      "(January|February|March|April|May|June|July|August|September|October|November|December"
          + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)";

  private static final List<String> MONTHS =
      List.of(
          "january february march april may june july august september october november december"
              .split(" "));

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Dates(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d|\\.\\d)",
        m -> day(m.group(1), m.number(3), m.number(4)));
    rule("(\\d{1,2})([/.])(\\d{1,2})\\2(\\d{4})(?!\\d)", this::yearLast);
    rule(
        MONTH + "\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?![\\d:%]|\\.\\d)",
        m -> day(m.optional(3), month(m.group(1)), m.number(2)));
    rule(
        "(\\d{1,2})(?:st|nd|rd|th)? (?:of )?" + MONTH + "\\.?(?:,? (\\d{4}))?(?!\\w)",
        m -> day(m.optional(3), month(m.group(2)), m.number(1)));
    rule("(\\d{4})s(?![A-Za-z])", this::decade);
  }

  /** {@code 11/23/2026}, or {@code 23/11/2026} where only that can be meant. */
  private @Nullable Spoken yearLast(Match m) {
    boolean dayFirst = m.number(1) > 12 || m.group(2).equals(".");
    return dayFirst
        ? day(m.group(4), m.number(3), m.number(1))
        : day(m.group(4), m.number(1), m.number(3));
  }

  /** A day, or null where the numbers are none. */
  private @Nullable Spoken day(@Nullable String year, int month, int day) {
    boolean valid = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return valid
        ? Spoken.of(() -> englishDay(year, month, day), () -> mandarinDay(year, month, day))
        : null;
  }

  private String englishDay(@Nullable String year, int month, int day) {
    String text = MONTHS.get(month - 1) + " " + english.ordinal(day);
    return year == null ? text : text + ", " + english.year(Integer.parseInt(year));
  }

  private String mandarinDay(@Nullable String year, int month, int day) {
    String text = mandarin.cardinal(month) + "月" + mandarin.cardinal(day) + "日";
    return year == null ? text : mandarin.digits(year) + "年" + text;
  }

  private Spoken decade(Match m) {
    return Spoken.of(
        () -> plural(english.year(m.number(1))), () -> mandarin.digits(m.group(1)) + "年代");
  }

  private static String plural(String year) {
    return year.endsWith("y") ? year.substring(0, year.length() - 1) + "ies" : year + "s";
  }

  private static int month(String name) {
    String start = name.substring(0, 3).toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).startsWith(start)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(name + " is no month");
  }
}
