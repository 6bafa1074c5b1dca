package dev.aischeduler.jobs.tts.text.expression;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.expression.Expression.Cardinal;
import dev.aischeduler.jobs.tts.text.expression.Expression.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the expressions of a text: an ordered list of patterns, the first that matches at a place
 * and whose values make sense wins. Repetitions of groups are bounded, since java.util.regex
 * recurses for each. Thread-safe.
 */
public final class ExpressionReader {
  /** An expression that ends before index {@code end}. */
  public record Found(Expression expression, int end) {}

  private record Rule(Pattern pattern, Function<MatchResult, @Nullable Expression> meaning) {}

  private static final String NUM = "(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d+)(?:\\.\\d+)?";
  private static final String SIGNED = "[-+]?" + NUM;
  private static final String MONEY_SIGN =
      "(?:US\\$|HK\\$|JP¥|[$€£¥₩]|(?:RMB|USD|CNY|EUR|GBP|HKD|JPY|KRW) ?)";
  private static final String MAGNITUDE =
      "( ?(?:million|billion|trillion|thousand)(?![A-Za-z])|[万亿]+)?";

  private final List<Rule> rules;

  public ExpressionReader(Units units) {
    String unit = units.pattern();
    this.rules =
        List.of(
            rule(
                "(?:https?://|www\\.)[\\w.~:/?#@!$&'*+,;=%-]*[\\w/]"
                    + "|[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]+){1,6}"
                    + "|(?:[A-Za-z0-9-]{1,63}\\.){1,6}(?:com|org|net|io|cn|ai|dev|edu|gov)(?:/[\\w./-]*\\w)?"
                    + "(?![\\w-])",
                m -> new Expression.Address(m.group())),
            rule("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d|\\.\\d)", Calendar::yearFirst),
            rule("(\\d{1,2})([/.])(\\d{1,2})\\2(\\d{4})(?!\\d)", Calendar::yearLast),
            rule(
                Calendar.MONTH
                    + "\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?![\\d:%]|\\.\\d)",
                Calendar::monthFirst),
            rule(
                "(\\d{1,2})(?:st|nd|rd|th)? (?:of )?"
                    + Calendar.MONTH
                    + "\\.?(?:,? (\\d{4}))?(?!\\w)",
                Calendar::dayFirst),
            rule(
                "[Tt]?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\.\\d+)?Z?"
                    + "(?: ?([AaPp])(?:\\.[Mm]\\.|[Mm](?![A-Za-z])))?(?![\\d:])",
                Calendar::clock),
            rule("(\\d{1,2}) ?([AaPp])(?:\\.[Mm]\\.|[Mm](?![A-Za-z]))", Calendar::hour),
            rule(
                "\\+\\d[\\d -]{6,16}\\d(?!\\d)|\\(\\d{3}\\) ?\\d{3}-\\d{4}(?!\\d)"
                    + "|\\d{3}-\\d{3,4}-\\d{4}(?!\\d)|0\\d{2,3}-\\d{7,8}(?!\\d)"
                    + "|1[3-9]\\d{9}(?!\\d)|1[3-9]\\d \\d{4} \\d{4}(?!\\d)",
                m -> new Expression.Digits(m.group(), true)),
            rule(
                "\\d+(?:-\\d+){2,9}|0\\d++(?![:/]|\\.\\d)|\\d{13,}",
                m -> new Expression.Digits(m.group(), false)),
            rule("(\\d{4})s(?![A-Za-z])", m -> new Expression.Decade(Integer.parseInt(m.group(1)))),
            rule("\\d+(?:\\.\\d+){2,9}", m -> new Expression.Dotted(m.group())),
            rule("(" + MONEY_SIGN + ")(" + NUM + ")" + MAGNITUDE, Amounts::moneySignFirst),
            rule(
                "(" + NUM + ") ?(USD|CNY|RMB|EUR|GBP|HKD|JPY|KRW|€)(?![A-Za-z])",
                Amounts::moneySignLast),
            rule("([-+]?" + NUM + ")%?[-~](" + NUM + ") ?%", Amounts::percentSpan),
            rule("(" + SIGNED + ") ?([%‰])", m -> Amounts.percent(m.group(1), m.group(2))),
            rule(
                "(" + NUM + ")(?: ?" + unit + ")?(?:-| ?~ ?)(" + NUM + ") ?(" + unit + ")",
                m -> Amounts.quantitySpan(m, units)),
            rule(
                "(" + SIGNED + ")(" + unit + ")",
                m -> Amounts.quantity(m.group(1), m.group(2), units)),
            rule(
                "(\\d{1,9})(?:st|nd|rd|th)(?![A-Za-z])",
                m -> new Expression.Ordinal(Long.parseLong(m.group(1)))),
            rule("(?:(\\d{1,9}) )?(\\d{1,4})/(\\d{1,4})(?![\\d/])", Amounts::fraction),
            rule("(" + NUM + ")(?:-| ?~ ?)(" + NUM + ")(?![\\d-])", ExpressionReader::span),
            rule("(" + NUM + ") ?[xX*×] ?(" + NUM + ")(?![A-Za-z])", m -> pair(m, Sign.BY)),
            rule("(\\d+):(\\d+)", m -> pair(m, Sign.RATIO)),
            rule("(" + SIGNED + ")", m -> Cardinal.of(m.group(1))),
            rule("[#№] ?(?=\\d)|No\\. ?(?=\\d)", m -> new Expression.Symbol(Sign.NUMBER)),
            rule("[~≈](?= ?[\\d$¥€£])", m -> new Expression.Symbol(Sign.ABOUT)),
            rule("(?<=[\\w)] ?)[-−](?= \\d)", m -> new Expression.Symbol(Sign.MINUS)),
            rule("[+=×÷<>&@%°±≤≥©/]", m -> Signs.lone(m.group())));
  }

  private static Rule rule(String regex, Function<MatchResult, @Nullable Expression> meaning) {
    return new Rule(Pattern.compile(regex), meaning);
  }

  /** The expression that starts exactly here, if one does. */
  public Optional<Found> at(String text, int start) {
    char c = text.charAt(start);
    if (Character.isWhitespace(c) || Language.isHan(c)) {
      return Optional.empty();
    }
    boolean insideWord = start > 0 && isAsciiLetter(text.charAt(start - 1));
    if (insideWord && isAsciiLetter(c)) {
      return Optional.empty();
    }
    boolean signTouchesWord =
        (c == '-' || c == '+') && start > 0 && isAsciiWord(text.charAt(start - 1));
    for (Rule rule : rules) {
      Matcher m = rule.pattern().matcher(text);
      m.region(start, text.length()).useTransparentBounds(true);
      if (m.lookingAt() && m.end() > start && !(signTouchesWord && m.end() > start + 1)) {
        Expression expression = rule.meaning().apply(m.toMatchResult());
        if (expression != null) {
          return Optional.of(new Found(expression, m.end()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAsciiWord(char c) {
    return isAsciiLetter(c) || (c >= '0' && c <= '9');
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static Expression span(MatchResult m) {
    return new Span(Cardinal.of(m.group(1)), Cardinal.of(m.group(2)));
  }

  private static Expression pair(MatchResult m, Sign sign) {
    return new Expression.Pair(Cardinal.of(m.group(1)), sign, Cardinal.of(m.group(2)));
  }
}
