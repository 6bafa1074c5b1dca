package dev.aischeduler.jobs.llm.grammar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules of numbers between two bounds: digit by digit, as far as a bound goes its digits and those
 * between, and any digits from the first on that differs. Such numbers have at most {@link
 * JsonRules#DIGITS} digits before and after the point and no exponent.
 */
final class NumberRules {
  private static final BigDecimal GREATEST =
      BigDecimal.TEN.pow(JsonRules.DIGITS).subtract(BigDecimal.ONE);

  private NumberRules() {}

  /** Numbers within bounds, with so many digits after the point at most. */
  static Rule number(Bounds bounds, int fraction) {
    return fraction == 0 ? integer(bounds) : within(bounds.written(), fraction);
  }

  /** Whole numbers within bounds. */
  static Rule integer(Bounds bounds) {
    Bounds limited = bounds.written();
    return within(
        new Bounds(
            new Bound(whole(limited.min(), RoundingMode.CEILING, 1), false),
            new Bound(whole(limited.max(), RoundingMode.FLOOR, -1), false)),
        0);
  }

  private static BigDecimal whole(Bound bound, RoundingMode inwards, int step) {
    BigDecimal whole = bound.value().setScale(0, inwards);
    boolean excluded = bound.excluded() && whole.compareTo(bound.value()) == 0;
    return excluded ? whole.add(BigDecimal.valueOf(step)) : whole;
  }

  private static Rule within(Bounds bounds, int fraction) {
    Bound min = bounds.min();
    Bound max = bounds.max();
    List<Rule> forms = new ArrayList<>();
    if (max.value().signum() >= 0) {
      Bound least = min.value().signum() < 0 ? new Bound(BigDecimal.ZERO, false) : min;
      forms.add(positive(least, max, fraction));
    }
    if (min.value().signum() < 0) {
      // Open at zero: "-0" is left to numbers without bounds.
      Bound least = max.value().signum() < 0 ? max.negated() : new Bound(BigDecimal.ZERO, true);
      forms.add(Rules.sequence(ByteSet.of("-"), positive(least, min.negated(), fraction)));
    }
    return Rules.choice(forms);
  }

  /** Both not negative. */
  private static Rule positive(Bound min, Bound max, int fraction) {
    int order = min.value().compareTo(max.value());
    if (order > 0 || (order == 0 && (min.excluded() || max.excluded()))) {
      return Rules.NOTHING;
    }
    long first = min.value().longValue();
    long last = max.value().longValue();
    int scale = Math.max(0, Math.max(min.value().scale(), max.value().scale()));
    Edge least = new Edge(digits(min.value(), scale), min.excluded());
    Edge most = new Edge(digits(max.value(), scale), max.excluded());
    if (first == last) {
      return Rules.sequence(whole(first, last), point(least, most, fraction));
    }
    return Rules.choice(
        Rules.sequence(whole(first, first), point(least, null, fraction)),
        Rules.sequence(whole(first + 1, last - 1), point(null, null, fraction)),
        Rules.sequence(whole(last, last), point(null, most, fraction)));
  }

  /** The digits behind the point, filled up with zeros. */
  private static String digits(BigDecimal value, int scale) {
    String plain = value.setScale(scale, RoundingMode.UNNECESSARY).toPlainString();
    int point = plain.indexOf('.');
    return point < 0 ? "" : plain.substring(point + 1);
  }

  /** Whole numbers from one to another, neither negative; nothing when there is none. */
  static Rule whole(long first, long last) {
    List<Rule> forms = new ArrayList<>();
    String from = Long.toString(first);
    String to = Long.toString(last);
    for (int length = from.length(); first <= last && length <= to.length(); length++) {
      String least = length == from.length() ? from : "1" + "0".repeat(length - 1);
      String most = length == to.length() ? to : "9".repeat(length);
      forms.add(sameLength(least, most));
    }
    return Rules.choice(forms);
  }

  /** Digits from one text to another of the same length. */
  private static Rule sameLength(String least, String most) {
    if (least.isEmpty()) {
      return Rules.EMPTY;
    }
    String lower = least.substring(1);
    String upper = most.substring(1);
    int length = lower.length();
    char first = least.charAt(0);
    char last = most.charAt(0);
    if (first == last) {
      return Rules.sequence(ByteSet.range(first, first), sameLength(lower, upper));
    }
    List<Rule> forms = new ArrayList<>();
    if (lower.chars().anyMatch(digit -> digit != '0')) {
      forms.add(Rules.sequence(ByteSet.range(first, first), sameLength(lower, "9".repeat(length))));
      first++;
    }
    if (upper.chars().anyMatch(digit -> digit != '9')) {
      forms.add(Rules.sequence(ByteSet.range(last, last), sameLength("0".repeat(length), upper)));
      last--;
    }
    if (first <= last) {
      forms.add(
          Rules.sequence(
              ByteSet.range(first, last), Rules.repeat(JsonRules.DIGIT, length, length)));
    }
    return Rules.choice(forms);
  }

  /** What may follow the whole number: nothing, or a point and digits. */
  private static Rule point(@Nullable Edge least, @Nullable Edge most, int left) {
    Rule digits = Rules.sequence(ByteSet.of("."), fraction(least, most, left));
    return mayEnd(least, most) ? Rules.optional(digits) : digits;
  }

  /** At least one digit, so that the digits are within the edges; null for none. */
  private static Rule fraction(@Nullable Edge least, @Nullable Edge most, int left) {
    if (left == 0) {
      return Rules.NOTHING;
    }
    if (least == null && most == null) {
      return Rules.repeat(JsonRules.DIGIT, 1, left);
    }
    char first = least == null ? '0' : least.first();
    char last = most == null ? '9' : most.first();
    List<Rule> forms = new ArrayList<>();
    if (first == last) {
      forms.add(further(first, last, least, most, left));
    } else {
      if (least != null) {
        forms.add(further(first, first, least, null, left));
        first++;
      }
      if (most != null) {
        forms.add(further(last, last, null, most, left));
        last--;
      }
      if (first <= last) {
        forms.add(further(first, last, null, null, left));
      }
    }
    return Rules.choice(forms);
  }

  /** One of these digits, then what the edges leave. */
  private static Rule further(
      char first, char last, @Nullable Edge least, @Nullable Edge most, int left) {
    Edge lower = least == null ? null : least.rest();
    Edge upper = most == null ? null : most.rest();
    Rule more = fraction(lower, upper, left - 1);
    return Rules.sequence(
        ByteSet.range(first, last), mayEnd(lower, upper) ? Rules.optional(more) : more);
  }

  /** Whether no further digit, which is as good as zeros, is within the edges. */
  private static boolean mayEnd(@Nullable Edge least, @Nullable Edge most) {
    return (least == null || (least.zero() && !least.excluded))
        && (most == null || !(most.zero() && most.excluded));
  }

  /**
   * Digits behind the point that are followed by zeros.
   *
   * @param excluded whether the number itself is out of bounds
   */
  private record Edge(String digits, boolean excluded) {
    char first() {
      return digits.isEmpty() ? '0' : digits.charAt(0);
    }

    Edge rest() {
      return digits.isEmpty() ? this : new Edge(digits.substring(1), excluded);
    }

    boolean zero() {
      return digits.chars().allMatch(digit -> digit == '0');
    }
  }

  /**
   * One end of a range.
   *
   * @param excluded whether the number itself is out of bounds
   */
  record Bound(BigDecimal value, boolean excluded) {
    Bound negated() {
      return new Bound(value.negate(), excluded);
    }
  }

  /** A range; empty when the first is above the second. */
  record Bounds(Bound min, Bound max) {
    /** Every number that can be written. */
    static final Bounds NONE =
        new Bounds(new Bound(GREATEST.negate(), false), new Bound(GREATEST, false));

    private static final Bounds EMPTY =
        new Bounds(new Bound(BigDecimal.ONE, false), new Bound(BigDecimal.ZERO, false));

    /** The part of this range that can be written. */
    private Bounds written() {
      if (min.value.compareTo(NONE.max.value) > 0 || max.value.compareTo(NONE.min.value) < 0) {
        return EMPTY;
      }
      return new Bounds(
          min.value.compareTo(NONE.min.value) < 0 ? NONE.min : min,
          max.value.compareTo(NONE.max.value) > 0 ? NONE.max : max);
    }
  }
}
