package dev.aischeduler.jobs.tts.text.kind;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Two numbers with a dash between them: from one to another ({@code 3-5}, {@code 10~20}), or less
 * the other in a formula ({@code 8-3=5}).
 */
final class Ranges extends Kind {
  /** One thing whose name has a dash in it. */
  private static final Pattern LABEL =
      Pattern.compile("(?i)(?:\\b(?:table|figure|fig\\.|exhibit|form|problem|exercise)|[图表]) ?$");

  private final Cardinals cardinals;
  private final MandarinNumbers mandarin;

  Ranges(Vocabulary shared) {
    this.mandarin = shared.mandarin();
    this.cardinals = new Cardinals(shared);
    rule(
        "(" + Patterns.SIGNED + ")(-| [-–—] | ?[~–] ?|—{1,2})(" + Patterns.SIGNED + ")(?![\\d-])",
        this::pair);
  }

  private @Nullable Spoken pair(Match m) {
    Amount from = m.amount(1);
    Amount to = m.amount(3);
    String text = m.place().text();
    boolean dash = m.group(2).strip().equals("-");
    boolean less =
        dash
            && (m.after().startsWith("等于")
                || Formula.around(text, m.place().start(), m.groups().end())
                || (text.substring(0, m.place().start()).endsWith("=") && !rises(from, to)));
    if (dash && !m.group(2).startsWith(" ") && LABEL.matcher(m.before()).find()) {
      return Spoken.of(
          () -> cardinals.english(from) + " dash " + cardinals.english(to),
          () -> cardinals.mandarin(from, m) + "杠" + cardinals.mandarin(to, m));
    }
    boolean falls = m.group(2).equals(" - ") && !rises(from, to);
    if (less || falls) {
      return Spoken.of(
          () -> cardinals.english(from) + " minus " + cardinals.english(to),
          () -> mandarin.amount(from) + "减" + mandarin.amount(to));
    }
    boolean years =
        isYear(from) && (isYear(to) || to.whole().length() == 2) && to.decimals().isEmpty();
    return Spoken.of(
        () -> cardinals.english(from) + " to " + cardinals.english(to),
        () ->
            years
                ? mandarin.digits(from.whole()) + "到" + mandarin.digits(to.whole())
                : cardinals.mandarin(from, m) + "到" + cardinals.mandarin(to, m));
  }

  private static boolean isYear(Amount n) {
    return n.decimals().isEmpty() && !n.grouped() && n.whole().matches("1[5-9]\\d\\d|20\\d\\d");
  }

  private static boolean rises(Amount from, Amount to) {
    return value(from).compareTo(value(to)) < 0;
  }

  private static BigDecimal value(Amount n) {
    String digits = n.whole().length() > 30 ? "1e30" : n.whole();
    BigDecimal value = new BigDecimal(digits);
    return n.negative() ? value.negate() : value;
  }
}
