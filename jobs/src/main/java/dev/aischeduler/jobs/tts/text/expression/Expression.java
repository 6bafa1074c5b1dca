package dev.aischeduler.jobs.tts.text.expression;

import org.jspecify.annotations.Nullable;

/** Something whose written form is not what is said; each language says it its own way. */
public sealed interface Expression {

  /** The words of this expression in the verbaliser's language. */
  String say(Verbaliser in, Surroundings around);

  /**
   * What stands next to an expression; spoken Mandarin and English both depend on it.
   *
   * @param before text before it in the sentence, may be empty
   * @param after text after it, may be empty
   */
  record Surroundings(String before, String after) {}

  /**
   * A number as written, without thousands separators.
   *
   * @param whole digits before the point
   * @param decimals digits after the point, may be empty
   * @param grouped true when thousands separators were written, which no year has
   */
  record Cardinal(boolean negative, String whole, String decimals, boolean grouped)
      implements Expression {
    Cardinal(boolean negative, String whole, String decimals) {
      this(negative, whole, decimals, false);
    }

    /** Reads {@code -1,234.50}; the input must be a well-formed number. */
    static Cardinal of(String written) {
      boolean negative = written.startsWith("-");
      String plain = written.replace(",", "").replaceFirst("^[-+]", "");
      int point = plain.indexOf('.');
      return point < 0
          ? new Cardinal(negative, plain, "", written.contains(","))
          : new Cardinal(negative, plain.substring(0, point), plain.substring(point + 1));
    }

    /** True when it is a whole number of exactly this value. */
    boolean is(long value) {
      return !negative && decimals.isEmpty() && whole.equals(Long.toString(value));
    }

    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.cardinal(this, around);
    }
  }

  /** A place in an order: {@code 3rd}. */
  record Ordinal(long number) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.ordinal(number);
    }
  }

  /** A decade: {@code 1990s}. */
  record Decade(int firstYear) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.decade(firstYear);
    }
  }

  /**
   * A day of the calendar.
   *
   * @param year null when not written
   * @param month 1..12
   * @param day 1..31
   */
  record Day(@Nullable Integer year, int month, int day) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.day(this);
    }
  }

  /**
   * A time of day.
   *
   * @param second -1 when not written
   * @param half {@code "a"} or {@code "p"}, or null for the 24-hour clock
   */
  record Clock(int hour, int minute, int second, @Nullable String half) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.clock(this);
    }
  }

  /** Digits said one by one; other characters only group them. */
  record Digits(String text, boolean phone) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.digits(this);
    }
  }

  /** A version or address, parts joined by points: {@code 2.5.1}. */
  record Dotted(String text) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.dotted(text);
    }
  }

  /**
   * An amount of money.
   *
   * @param magnitude {@code million}, {@code 亿}..., may be empty
   */
  record Money(Currency currency, Cardinal amount, String magnitude) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.money(this);
    }
  }

  /** A share of a hundred, or of a thousand. */
  record Percent(Cardinal amount, boolean perMille) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.percent(this);
    }
  }

  /** A number with a unit: {@code 5 km}. */
  record Quantity(Cardinal amount, Unit unit) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.quantity(this);
    }
  }

  /** From one value to another: {@code 10-20%}. */
  record Span(Expression from, Expression to) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.span(this, around);
    }
  }

  /** A fraction, perhaps after a whole number (null when there is none). */
  record Fraction(@Nullable Long whole, long numerator, long denominator) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.fraction(this);
    }
  }

  /** Two numbers with a sign between them: {@code 16:9}, {@code 1920x1080}. */
  record Pair(Cardinal first, Sign sign, Cardinal second) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.pair(this);
    }
  }

  /** A sign that is said as a word. */
  record Symbol(Sign sign) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.sign(sign);
    }
  }

  /** A web or e-mail address, or a path. */
  record Address(String text) implements Expression {
    @Override
    public String say(Verbaliser in, Surroundings around) {
      return in.address(text);
    }
  }
}
