package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.text.Normalizer2;
import org.jspecify.annotations.Nullable;

/** Fractions, perhaps after a whole number: {@code 3/4}, {@code 1 1/2}. */
final class Fractions extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  /**
   * A fraction.
   *
   * @param whole null when there is none
   */
  private record Fraction(@Nullable Integer whole, int numerator, int denominator) {}

  Fractions(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule("(?:(\\d{1,9}) )?(\\d{1,4})/(\\d{1,4})(?![\\d/])", this::fraction);
    rule("(?:(\\d{1,9}) ?)?([\u00BC-\u00BE\u2150-\u215E])", this::character);
  }

  /** Null where the denominator is no number to divide by. */
  private @Nullable Spoken fraction(Match m) {
    Fraction f = new Fraction(m.has(1) ? m.number(1) : null, m.number(2), m.number(3));
    return f.denominator() < 2 ? null : Spoken.of(() -> english(f), () -> mandarin(f));
  }

  /** {@code 2½}. */
  private Spoken character(Match m) {
    String[] parts = Normalizer2.getNFKCInstance().normalize(m.group(2)).split("\u2044");
    Fraction f =
        new Fraction(
            m.has(1) ? m.number(1) : null, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    return Spoken.of(() -> english(f), () -> mandarin(f));
  }

  private String english(Fraction f) {
    String whole = f.whole() == null ? "" : english.cardinal(f.whole()) + " and ";
    String top = english.cardinal(f.numerator());
    boolean one = f.numerator() == 1;
    if (f.denominator() == 2) {
      return whole + (one ? (whole.isEmpty() ? "one half" : "a half") : top + " halves");
    }
    if (f.denominator() == 4) {
      return whole + top + (one ? " quarter" : " quarters");
    }
    if (f.numerator() >= f.denominator()) {
      return whole + top + " over " + english.cardinal(f.denominator());
    }
    if (f.denominator() > 12) {
      return whole + top + " out of " + english.cardinal(f.denominator());
    }
    return whole + top + " " + english.ordinal(f.denominator()) + (one ? "" : "s");
  }

  private String mandarin(Fraction f) {
    return (f.whole() == null ? "" : mandarin.cardinal(f.whole()) + "又")
        + mandarin.cardinal(f.denominator())
        + "分之"
        + mandarin.cardinal(f.numerator());
  }
}
