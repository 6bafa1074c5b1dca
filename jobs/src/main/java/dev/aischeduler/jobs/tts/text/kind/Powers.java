package dev.aischeduler.jobs.tts.text.kind;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Powers and figures below the line: {@code 10³}, {@code x²}, {@code 2^10}, {@code 1.5e-3}. */
final class Powers extends Kind {
  private static final String HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final String LOW = "₀₁₂₃₄₅₆₇₈₉";
  private static final String EXPONENT = "([⁻⁺]?[" + HIGH + "]{1,9})";

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;
  private final Units units;

  Powers(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    this.units = shared.units();
    String unit = "(" + units.pattern() + ")";
    String number = "(" + Patterns.SIGNED + ")";
    rule(
        number + "(?:e([-+−]?\\d{1,4})|E([-+−]\\d{1,4}))(?:" + unit + "|(?!\\w|\\.\\w))",
        m -> timesTen(m, exponent(m.has(2) ? m.group(2) : m.group(3))));
    rule(
        number + " ?[x×*] ?10(?:" + EXPONENT + "|\\^([-−]?\\d{1,4}))" + unit + "?",
        m -> timesTen(m, exponent(m.has(2) ? plain(m.group(2)) : m.group(3))));
    rule(
        number + "(?:" + EXPONENT + "|(?:\\^|\\*\\*)\\(?([-−]?\\d{1,9})\\)?)" + unit + "?",
        m -> {
          Amount power = exponent(m.has(2) ? plain(m.group(2)) : m.group(3));
          return Spoken.of(
              () -> english.amount(m.amount(1)) + english(power) + unit(m, Unit::many, " "),
              () ->
                  mandarin.amount(m.amount(1))
                      + "的"
                      + mandarin(power)
                      + unit(m, Unit::mandarin, ""));
        });
    rule("(?<=[A-Za-z)])(?:" + EXPONENT + "|\\^\\(?([-−]?\\d{1,9})\\)?)", this::lone);
    rule(
        EXPONENT + "|[" + LOW + "]{1,9}",
        m -> {
          Amount n = exponent(plain(m.text()));
          return Spoken.of(() -> english.amount(n), () -> mandarin.amount(n));
        });
  }

  private Spoken timesTen(Match m, Amount power) {
    return Spoken.of(
        () ->
            english.amount(m.amount(1)) + " times ten" + english(power) + unit(m, Unit::many, " "),
        () ->
            mandarin.amount(m.amount(1)) + "乘以十的" + mandarin(power) + unit(m, Unit::mandarin, ""));
  }

  /** The unit in the fourth group; empty where there is none. */
  private String unit(Match m, Function<Unit, String> name, String before) {
    return m.has(4) ? before + name.apply(units.get(m.group(4))) : "";
  }

  /** Behind a letter; null behind a word, which has a note and no power. */
  private @Nullable Spoken lone(Match m) {
    if (m.before().matches("(?s).*[A-Za-z]{4}") && m.has(1)) {
      return null;
    }
    Amount power = exponent(m.has(1) ? plain(m.group(1)) : m.group(2));
    return Spoken.of(() -> english(power).strip(), () -> mandarin(power));
  }

  private String english(Amount power) {
    if (power.is(2)) {
      return " squared";
    }
    return power.is(3) ? " cubed" : " to the power of " + english.amount(power);
  }

  private String mandarin(Amount power) {
    if (power.is(2)) {
      return "平方";
    }
    return power.is(3) ? "立方" : mandarin.amount(power) + "次方";
  }

  private static Amount exponent(String written) {
    return Amount.of(written.replaceFirst("^([-−+]?)0+(?=\\d)", "$1"));
  }

  private static String plain(String written) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      int digit = Math.max(HIGH.indexOf(c), LOW.indexOf(c));
      out.append(digit >= 0 ? Integer.toString(digit) : c == '⁻' ? "-" : "+");
    }
    return out.toString();
  }
}
