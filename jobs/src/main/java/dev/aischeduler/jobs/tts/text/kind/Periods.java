package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Years of an era, decades, parts of a year, people by their years of birth. */
final class Periods extends Kind {
  private static final Pattern DECADE_BEFORE =
      Pattern.compile(
          "(?i)(?:\\d0'?s ?[-–~,] ?'?|\\d0'?s (?:to|and|or) |\\b(?:the|mid|early|late|his|her|their|my"
              + "|your)[- ])$");

  /** An era; written small it must touch the number or have points. */
  private static final String ERA =
      "(?: ?(A\\.D\\.?|B\\.C\\.E\\.?|B\\.C\\.?|C\\.E\\.|AD|BCE?|CE|a\\.d\\.|b\\.c\\.e\\.|b\\.c\\.)"
          + "|(ad|bce?))(?![A-Za-z0-9])";

  private static final Pattern ERA_BEFORE = Pattern.compile("(?:公元前?|西元前?)$");

  /** What makes two digits a year and no number of years. */
  private static final Pattern BIRTH_OR_SEASON =
      Pattern.compile("年(?:\\d{1,2}月|出生|生人|生的|毕业|入学|[初底末]|[春夏秋冬]天?)");

  private static final int LONG_BEFORE = 16;

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Periods(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule("(\\d{3}0)s ?[-–~] ?'?(\\d0)s(?![A-Za-z0-9])", this::decades);
    rule("(10|100|1,?000|1,?000,?000)'?s(?= of\\b)", this::many);
    rule("(\\d{3}0)'?s(?![A-Za-z])", m -> decade(m.group(1), mandarin.digits(m.group(1))));
    rule("'(\\d0)'?s(?![A-Za-z])", m -> decade(m.group(1), mandarin.cardinal(m.number(1))));
    rule("(\\d0)'s(?![A-Za-z])", m -> decade(m.group(1), mandarin.cardinal(m.number(1))));
    rule("(\\d0)s(?![A-Za-z])", this::shortDecade);
    rule("(\\d{4})'s(?![A-Za-z])", this::possessive);
    rule("(\\d{1,4})" + ERA, this::era);
    rule("(\\d{1,4})年(?:(\\d{1,2})月)?(?:(\\d{1,2})[日号])?" + eraFrom(), this::mandarinEra);
    rule("(\\d{1,4})(?=年)", this::yearOfEra);
    rule("(\\d{2})(?=后)", this::generation);
    rule("([12])H ?'?(\\d{4}|\\d{2})(?![A-Za-z0-9]|[.,]\\d)", m -> half(m.number(1), m.group(2)));
    rule("H([12]) ?'?(\\d{4})(?![A-Za-z0-9]|[.,]\\d)", m -> half(m.number(1), m.group(2)));
    rule(
        "([1-4])Q ?'?(\\d{4}|\\d{2})(?![A-Za-z0-9]|[.,]\\d)",
        m -> quarter(m.number(1), m.group(2)));
    rule(
        "Q([1-4])[ -]?'?((?:19|20)\\d{2})(?![A-Za-z0-9]|[.,-]\\d)",
        m -> quarterOfYear(m.number(1), m.group(2)));
    rule(
        "(A\\.D\\.|AD|C\\.E\\.|CE) (\\d{1,4})(?![A-Za-z0-9]|[.,:-]\\d)",
        m -> eraFirst(m.group(1), m.group(2)));
    rule("Q([1-4])(?![A-Za-z0-9]|[.,-]\\d)", m -> quarterAlone(m.number(1)));
    rule("(?:FY|CY) ?'?(\\d{4}|\\d{2})(?![A-Za-z0-9]|[.,]\\d)", this::fiscal);
  }

  /** What starts here; only a digit, an apostrophe or a few letters can. */
  @Override
  Optional<Found> at(Place place) {
    char first = place.first();
    return Character.isDigit(first) || "'QHFCA".indexOf(first) >= 0
        ? super.at(place)
        : Optional.empty();
  }

  private static String eraFrom() {
    return " ?(?:(a\\.?d\\.?|A\\.?D\\.?)|b\\.?c\\.?|B\\.?C\\.?)(?![A-Za-z])";
  }

  /** {@code 1960s-80s}. */
  private Spoken decades(Match m) {
    return Spoken.of(
        () ->
            EnglishNumbers.decade(english.year(Integer.parseInt(m.group(1))))
                + " to "
                + EnglishNumbers.decade(english.cardinal(m.number(2))),
        () -> mandarin.digits(m.group(1)) + "年代到" + mandarin.digits(m.group(2)) + "年代");
  }

  private Spoken decade(String year, String inMandarin) {
    return Spoken.of(() -> EnglishNumbers.decade(english.year(year)), () -> inMandarin + "年代");
  }

  /** {@code 1,000s of people}: neither seconds nor years. */
  private Spoken many(Match m) {
    String many =
        switch (m.group(1).replace(",", "").length()) {
          case 2 -> "tens";
          case 3 -> "hundreds";
          case 4 -> "thousands";
          default -> "millions";
        };
    return Spoken.words(many);
  }

  private @Nullable Spoken shortDecade(Match m) {
    return DECADE_BEFORE.matcher(m.place().before(LONG_BEFORE)).find()
        ? decade(m.group(1), mandarin.cardinal(m.number(1)))
        : null;
  }

  private @Nullable Spoken possessive(Match m) {
    return isYear(m.number(1))
        ? Spoken.of(() -> english.year(m.number(1)) + "'s", () -> mandarin.digits(m.group(1)) + "年")
        : null;
  }

  private static boolean isYear(int number) {
    return number >= 1100 && number <= 2099;
  }

  private Spoken era(Match m) {
    String era = (m.has(2) ? m.group(2) : m.group(3)).replace(".", "");
    boolean before = era.charAt(0) == 'b' || era.charAt(0) == 'B';
    return Spoken.of(
        () -> english.year(m.group(1)) + " " + EnglishWords.letters(era),
        () -> (before ? "公元前" : "公元") + mandarin.digits(m.group(1)) + "年");
  }

  private Spoken mandarinEra(Match m) {
    String month = m.has(2) ? mandarin.cardinal(m.number(2)) + "月" : "";
    String day = m.has(3) ? mandarin.cardinal(m.number(3)) + "日" : "";
    boolean after = m.has(4);
    return Spoken.of(
        () ->
            (m.has(2) ? Months.name(Math.max(1, Math.min(12, m.number(2)))) + " " : "")
                + (m.has(3) ? english.ordinal(m.number(3)) + " " : "")
                + english.year(m.group(1))
                + (after ? " ay d" : " b c"),
        () -> (after ? "公元" : "公元前") + mandarin.digits(m.group(1)) + "年" + month + day);
  }

  /** Digits one by one where only the year of an era can be meant: 公元前202年, 98年出生. */
  private @Nullable Spoken yearOfEra(Match m) {
    String after = m.after();
    boolean era = ERA_BEFORE.matcher(m.before()).find();
    boolean two = m.group(1).length() == 2;
    boolean inYear = two && BIRTH_OR_SEASON.matcher(after).lookingAt();
    boolean alone = two && m.place().start() == 0 && after.equals("年") && m.number(1) >= 50;
    return era || inYear || alone
        ? Spoken.of(() -> english.year(m.group(1)), () -> mandarin.digits(m.group(1)))
        : null;
  }

  private @Nullable Spoken generation(Match m) {
    boolean born = m.group(1).matches("[5-9][05]|[012][05]") && !m.before().matches(".*\\d[.,:]?");
    boolean quantity = m.after().matches("(?s)后[退面续].*");
    return born && !quantity
        ? Spoken.of(() -> english.cardinal(m.number(1)), () -> mandarin.digits(m.group(1)))
        : null;
  }

  private Spoken half(int half, String year) {
    return Spoken.of(
        () -> english.ordinal(half) + " half of " + english.year(year),
        () -> mandarin.digits(year) + "年" + (half == 1 ? "上" : "下") + "半年");
  }

  private Spoken quarter(int quarter, String year) {
    return Spoken.of(
        () -> english.ordinal(quarter) + " quarter of " + english.year(year),
        () -> mandarin.digits(year) + "年第" + mandarin.cardinal(quarter) + "季度");
  }

  private Spoken quarterOfYear(int quarter, String year) {
    return Spoken.of(
        () -> "q " + english.cardinal(quarter) + " " + english.year(year),
        () -> mandarin.digits(year) + "年第" + mandarin.cardinal(quarter) + "季度");
  }

  private Spoken eraFirst(String era, String year) {
    return Spoken.of(
        () -> EnglishWords.letters(era.replace(".", "")) + " " + english.year(year),
        () -> "公元" + mandarin.digits(year) + "年");
  }

  private Spoken quarterAlone(int quarter) {
    return Spoken.of(
        () -> "q " + english.cardinal(quarter), () -> "第" + mandarin.cardinal(quarter) + "季度");
  }

  private Spoken fiscal(Match m) {
    String name = m.text().startsWith("F") ? "fiscal year " : "calendar year ";
    String mandarinName = m.text().startsWith("F") ? "财年" : "年";
    return Spoken.of(
        () -> name + english.year(m.group(1)), () -> mandarin.digits(m.group(1)) + mandarinName);
  }
}
