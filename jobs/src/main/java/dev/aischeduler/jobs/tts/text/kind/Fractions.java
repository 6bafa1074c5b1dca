package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fractions, perhaps after a whole number: {@code 3/4}, {@code 1 1/2}, {@code -1/3}. */
final class Fractions extends Kind {
  private static final String SIGN = "(" + Patterns.SIGN + ")?";
  private static final int HUNDRED = 100;

  /**
   * Of two numbers as large with a unit neither parts the other: {@code 50/60 Hz}, {@code 120/80
   * mmHg}.
   */
  private static final int LEAST_OF_PAIR = 20;

  /** What is rated by so many of so many. */
  private static final Pattern RATED = Pattern.compile("^(?:stars?|rating)\\b");

  /** Words before the number of a part, which is said "four out of twenty". */
  private static final Pattern PART =
      Pattern.compile("(?i)(?:step|page|part|task|day|item|lesson|slide|scored|rated|score:?) $");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;
  private final Units units;

  /**
   * A fraction.
   *
   * @param whole null when there is none
   * @param part true for a part of a known number of parts
   */
  private record Fraction(
      boolean negative, @Nullable Integer whole, int numerator, int denominator, boolean part) {}

  Fractions(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    this.units = shared.units();
    String unit = "(" + units.pattern() + ")?";
    rule(
        "(?<![\\d/.,])(?:(\\d{1,3}) )?(\\d{1,2})/(\\d{1,2})(?:-| ?[–~] ?)(?:(\\d{1,3}) )?(\\d{1,2})/(\\d{1,2})"
            + "(?![\\d/])",
        this::range);
    rule(
        "(\\d{1,6}\\.\\d{1,6})/(5|10|100)(?![\\d/]|[.,]\\d)",
        m ->
            Spoken.of(
                () -> english.amount(m.amount(1)) + " out of " + english.cardinal(m.number(2)),
                () -> mandarin.amount(m.amount(1)) + "斜杠" + mandarin.cardinal(m.number(2))));
    rule(
        "(?<![\\d/.,-])(\\d{1,3})-(\\d{1,2})/(2|3|4|5|8|16|32)(?![\\d/])(?:([\"″]))?",
        this::dashed);
    rule(
        "(?:(\\d{1,3}) )?(\\d{1,2})/(2|3|4|8|16|32|64)[\"″](?![A-Za-z0-9\"])",
        m -> Inches.isClosing(m, '"') ? null : inches(plain(m, 1)));
    rule(
        SIGN
            + "(?<!\\d/)(?:(\\d{1,9}) )?(\\d{1,4}) ?/ ?(\\d{1,4})(?:(?i:ths?|rds?|nds?)(?![A-Za-z]))?(?![\\d/])"
            + unit,
        this::fraction);
    rule(SIGN + "(?:(\\d{1,9}) ?)?([\u00BC-\u00BE\u2150-\u215E])" + unit, this::character);
  }

  /** From one fraction to a larger one: {@code 1/2-3/4}. */
  private @Nullable Spoken range(Match m) {
    boolean proper =
        m.number(2) < m.number(3) && m.number(5) < m.number(6) && value(m, 1) < value(m, 4);
    if (!proper || Formula.around(m.place().text(), m.place().start(), m.groups().end())) {
      return null;
    }
    Fraction from = plain(m, 1);
    Fraction to = plain(m, 4);
    return Spoken.of(
        () -> english(from) + " to " + english(to), () -> mandarin(from) + "到" + mandarin(to));
  }

  /** A whole number and a part of one: {@code 5-1/2}. */
  private @Nullable Spoken dashed(Match m) {
    boolean proper = m.number(2) < m.number(3) && m.number(1) > 0;
    if (!proper || Formula.around(m.place().text(), m.place().start(), m.groups().end())) {
      return null;
    }
    Fraction f = plain(m, 1);
    return m.has(4) ? inches(f) : Spoken.of(() -> english(f), () -> mandarin(f));
  }

  private Spoken inches(Fraction f) {
    String unit = f.whole() == null ? " of an inch" : " inches";
    return Spoken.of(() -> english(f) + unit, () -> mandarin(f) + "英寸");
  }

  private static double value(Match m, int group) {
    return (m.has(group) ? m.number(group) : 0)
        + (double) m.number(group + 1) / m.number(group + 2);
  }

  private static Fraction plain(Match m, int group) {
    Integer whole = m.has(group) ? Integer.valueOf(m.number(group)) : null;
    return new Fraction(false, whole, m.number(group + 1), m.number(group + 2), false);
  }

  /** Null where the denominator is no number to divide by. */
  private @Nullable Spoken fraction(Match m) {
    int top = m.number(3);
    int bottom = m.number(4);
    boolean formula = Formula.around(m.place().text(), m.place().start(), m.groups().end());
    boolean shares = !m.has(1) && !m.has(2) && bottom > 0 && top + bottom == HUNDRED;
    if (shares && !formula) {
      return Spoken.of(
          () -> english.cardinal(top) + " " + english.cardinal(bottom),
          () -> mandarin.cardinal(top) + "比" + mandarin.cardinal(bottom));
    }
    return bottom < 2 || (top >= bottom && formula) ? null : spoken(m, top, bottom);
  }

  /** {@code 2½}. */
  private Spoken character(Match m) {
    String[] parts = Normalizer2.getNFKCInstance().normalize(m.group(3)).split("\u2044");
    return spoken(m, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private Spoken spoken(Match m, int top, int bottom) {
    boolean negative = m.has(1) && !m.group(1).equals("+");
    boolean part =
        PART.matcher(m.before()).find()
            || RATED.matcher(m.after()).find()
            || (top == bottom && !m.has(2));
    Fraction f = new Fraction(negative, m.has(2) ? m.number(2) : null, top, bottom, part);
    int last = m.groups().groupCount();
    if (!m.has(last)) {
      return Spoken.of(() -> english(f), () -> mandarin(f));
    }
    Unit unit = units.get(m.group(last));
    boolean pair = f.whole() == null && bottom >= LEAST_OF_PAIR && top >= LEAST_OF_PAIR;
    if (pair) {
      String slash = top > bottom ? " over " : " slash ";
      return Spoken.of(
          () ->
              (negative ? "minus " : "")
                  + english.cardinal(top)
                  + slash
                  + english.cardinal(bottom)
                  + " "
                  + unit.many(),
          () ->
              (negative ? "负" : "")
                  + mandarin.cardinal(top)
                  + "斜杠"
                  + mandarin.cardinal(bottom)
                  + unit.mandarin());
    }
    String article =
        "aeiou".indexOf(unit.one().charAt(0)) >= 0 || unit.one().startsWith("hour")
            ? " of an "
            : " of a ";
    return Spoken.of(
        () -> english(f) + (f.whole() == null ? article + unit.one() : " " + unit.many()),
        () -> mandarin(f) + unit.mandarin());
  }

  private String english(Fraction f) {
    String sign = f.negative() ? "minus " : "";
    String whole = sign + (f.whole() == null ? "" : english.cardinal(f.whole()) + " and ");
    String top = english.cardinal(f.numerator());
    boolean one = f.numerator() == 1;
    if (f.part()) {
      return whole + top + " out of " + english.cardinal(f.denominator());
    }
    if (f.denominator() == 2) {
      return whole + (one ? (f.whole() == null ? "one half" : "a half") : top + " halves");
    }
    if (f.denominator() == 4) {
      return whole + top + (one ? " quarter" : " quarters");
    }
    if (f.numerator() >= f.denominator() && f.denominator() > 12) {
      return whole + top + " over " + english.cardinal(f.denominator());
    }
    return whole + top + " " + english.ordinal(f.denominator()) + (one ? "" : "s");
  }

  private String mandarin(Fraction f) {
    return (f.negative() ? "负" : "")
        + (f.whole() == null ? "" : mandarin.cardinal(f.whole()) + "又")
        + mandarin.cardinal(f.denominator())
        + "分之"
        + mandarin.cardinal(f.numerator());
  }
}
