package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two numbers with a sign between them: {@code 16:9}, {@code 1920x1080}, {@code 2*8}. */
final class Mathematics extends Kind {
  private final MandarinNumbers mandarin;
  private final Cardinals cardinals;

  Mathematics(Vocabulary shared) {
    this.mandarin = shared.mandarin();
    this.cardinals = new Cardinals(shared);
    String number = "(" + Patterns.NUMBER + ")";
    rule(
        number + " ?([xX*×]) ?" + number + "(?![A-Za-z])",
        m -> {
          boolean product =
              m.group(2).equals("*")
                  || Formula.around(m.place().text(), m.place().start(), m.groups().end());
          return pair(m, 3, product ? Sign.TIMES : Sign.BY);
        });
    rule("(\\d{1,3}):(\\d{1,3})[-–](\\d{1,3})(?![\\d:.,/-])", this::verses);
    rule(number + ":" + number, m -> pair(m, 2, Sign.RATIO));
    rule(
        "(\\d{1,3})!(?= ?[=≈+×*/÷<>)-]|$)(?<=(?:^|[=+×*/÷(-] ?)\\d{1,3}!)",
        m ->
            Spoken.of(
                () -> cardinals.english(m.amount(1)) + " factorial",
                () -> mandarin.amount(m.amount(1)) + "的阶乘"));
    rule("([fghFGHP])\\(([a-z]|\\d{1,9})\\)", this::function);
  }

  /** Places of a book, {@code 23:1-6}: not a ratio and one more number. */
  private @Nullable Spoken verses(Match m) {
    if (m.number(2) >= m.number(3)) {
      return null;
    }
    return Spoken.of(
        () ->
            cardinals.english(m.amount(1))
                + " "
                + cardinals.english(m.amount(2))
                + " to "
                + cardinals.english(m.amount(3)),
        () ->
            mandarin.amount(m.amount(1))
                + "比"
                + mandarin.amount(m.amount(2))
                + "到"
                + mandarin.amount(m.amount(3)));
  }

  private Spoken function(Match m) {
    String argument = m.group(2);
    return Spoken.inEnglish(
        () ->
            m.group(1).toLowerCase(Locale.ROOT)
                + " of "
                + (Character.isDigit(argument.charAt(0))
                    ? cardinals.english(Amount.of(argument))
                    : EnglishWords.letters(argument)));
  }

  private Spoken pair(Match m, int second, Sign sign) {
    return Spoken.of(
        () ->
            cardinals.english(m.amount(1))
                + " "
                + sign.english()
                + " "
                + cardinals.english(m.amount(second)),
        () -> mandarin.amount(m.amount(1)) + sign.mandarin() + mandarin.amount(m.amount(second)));
  }
}
