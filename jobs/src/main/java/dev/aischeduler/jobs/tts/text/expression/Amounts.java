package dev.aischeduler.jobs.tts.text.expression;

import dev.aischeduler.jobs.tts.text.expression.Expression.Cardinal;
import dev.aischeduler.jobs.tts.text.expression.Expression.Fraction;
import dev.aischeduler.jobs.tts.text.expression.Expression.Money;
import dev.aischeduler.jobs.tts.text.expression.Expression.Percent;
import dev.aischeduler.jobs.tts.text.expression.Expression.Quantity;
import dev.aischeduler.jobs.tts.text.expression.Expression.Span;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Meaning of written amounts: money, shares, measures, fractions. */
final class Amounts {
  private Amounts() {}

  /** {@code $3.50}, {@code ¥20万}. */
  static @Nullable Expression moneySignFirst(MatchResult m) {
    String magnitude = m.group(3) == null ? "" : m.group(3).strip();
    return money(m.group(1), m.group(2), magnitude);
  }

  /** {@code 20 USD}. */
  static @Nullable Expression moneySignLast(MatchResult m) {
    return money(m.group(2), m.group(1), "");
  }

  /** {@code 10-20%}. */
  static Expression percentSpan(MatchResult m) {
    return new Span(percent(m.group(1), "%"), percent(m.group(2), "%"));
  }

  /** {@code 50%}. */
  static Expression percent(String amount, String sign) {
    return new Percent(Cardinal.of(amount), sign.equals("‰"));
  }

  /** {@code 10-20 km}: only the second number carries the unit. */
  static Expression quantitySpan(MatchResult m, Units units) {
    return new Span(Cardinal.of(m.group(1)), quantity(m.group(2), m.group(3), units));
  }

  /** {@code 5 km}. */
  static Expression quantity(String amount, String unit, Units units) {
    return new Quantity(Cardinal.of(amount), units.get(unit.strip()));
  }

  /** {@code 1/2}, {@code 1 1/2}; null where the denominator is no number to divide by. */
  static @Nullable Expression fraction(MatchResult m) {
    long denominator = Long.parseLong(m.group(3));
    Long whole = m.group(1) == null ? null : Long.valueOf(m.group(1));
    return denominator < 2 ? null : new Fraction(whole, Long.parseLong(m.group(2)), denominator);
  }

  private static @Nullable Expression money(String sign, String amount, String magnitude) {
    return Currency.of(sign.strip())
        .map(currency -> new Money(currency, Cardinal.of(amount), magnitude))
        .orElse(null);
  }
}
