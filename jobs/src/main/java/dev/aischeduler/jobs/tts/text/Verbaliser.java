package dev.aischeduler.jobs.tts.text;

import dev.aischeduler.jobs.tts.text.Expression.Cardinal;
import dev.aischeduler.jobs.tts.text.Expression.Clock;
import dev.aischeduler.jobs.tts.text.Expression.Day;
import dev.aischeduler.jobs.tts.text.Expression.Digits;
import dev.aischeduler.jobs.tts.text.Expression.Fraction;
import dev.aischeduler.jobs.tts.text.Expression.Money;
import dev.aischeduler.jobs.tts.text.Expression.Pair;
import dev.aischeduler.jobs.tts.text.Expression.Percent;
import dev.aischeduler.jobs.tts.text.Expression.Quantity;
import dev.aischeduler.jobs.tts.text.Expression.Span;
import dev.aischeduler.jobs.tts.text.Expression.Surroundings;

/** How one language says each kind of expression. Implementations are thread-safe. */
interface Verbaliser {
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
