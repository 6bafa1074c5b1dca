package dev.aischeduler.jobs.tts.text.expression;

import dev.aischeduler.jobs.tts.text.expression.Expression.Cardinal;
import dev.aischeduler.jobs.tts.text.expression.Expression.Clock;
import dev.aischeduler.jobs.tts.text.expression.Expression.Day;
import dev.aischeduler.jobs.tts.text.expression.Expression.Digits;
import dev.aischeduler.jobs.tts.text.expression.Expression.Fraction;
import dev.aischeduler.jobs.tts.text.expression.Expression.Money;
import dev.aischeduler.jobs.tts.text.expression.Expression.Pair;
import dev.aischeduler.jobs.tts.text.expression.Expression.Percent;
import dev.aischeduler.jobs.tts.text.expression.Expression.Quantity;
import dev.aischeduler.jobs.tts.text.expression.Expression.Span;
import dev.aischeduler.jobs.tts.text.expression.Expression.Surroundings;

/** How one language says each kind of expression. Implementations are thread-safe. */
public interface Verbaliser {
  String cardinal(Cardinal number, Surroundings around);

  String ordinal(long number);

  String decade(int firstYear);

  String day(Day day);

  String clock(Clock time);

  String digits(Digits digits);

  String dotted(String text);

  String money(Money money);

  String percent(Percent percent);

  String quantity(Quantity quantity);

  String span(Span span, Surroundings around);

  String fraction(Fraction fraction);

  String pair(Pair pair);

  String sign(Sign sign);

  String address(String text);
}
