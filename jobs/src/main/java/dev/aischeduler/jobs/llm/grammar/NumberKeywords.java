package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.llm.grammar.NumberRules.Bound;
import dev.aischeduler.jobs.llm.grammar.NumberRules.Bounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What a schema asks of numbers: bounds, and how many digits may follow the point. */
final class NumberKeywords {
  static final List<String> BOUNDS =
      List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum");
  static final String MULTIPLE = "multipleOf";

  private NumberKeywords() {}

  /** The rule of numbers, or of whole ones, under a schema's keywords. */
  static Rule rule(String path, JsonNode schema, boolean whole) throws SchemaException {
    int fraction = whole ? 0 : JsonRules.DIGITS;
    if (schema.has(MULTIPLE)) {
      fraction = Math.min(fraction, fraction(path + "." + MULTIPLE, schema.get(MULTIPLE)));
    } else if (BOUNDS.stream().noneMatch(schema::has)) {
      return whole ? JsonRules.INTEGER : JsonRules.NUMBER;
    }
    return NumberRules.number(bounds(path, schema), fraction);
  }

  private static Bounds bounds(String path, JsonNode schema) throws SchemaException {
    Bound min = Bounds.NONE.min();
    Bound max = Bounds.NONE.max();
    for (String keyword : BOUNDS) {
      if (schema.has(keyword)) {
        boolean lower = keyword.endsWith("inimum");
        Bound bound =
            bound(
                value(path + "." + keyword, schema.get(keyword)),
                keyword.startsWith("exclusive"),
                lower ? RoundingMode.CEILING : RoundingMode.FLOOR);
        if (lower) {
          min = inner(bound, min, bound.value().compareTo(min.value()));
        } else {
          max = inner(bound, max, max.value().compareTo(bound.value()));
        }
      }
    }
    return new Bounds(min, max);
  }

  /** A bound of no more digits than can be written, within the one that was asked for. */
  private static Bound bound(BigDecimal value, boolean excluded, RoundingMode inwards) {
    if (value.scale() <= JsonRules.DIGITS) {
      return new Bound(value, excluded);
    }
    BigDecimal shorter = value.setScale(JsonRules.DIGITS, inwards);
    return new Bound(shorter, excluded && shorter.compareTo(value) == 0);
  }

  /** The narrower of two bounds. */
  private static Bound inner(Bound bound, Bound known, int further) {
    return further > 0 || (further == 0 && bound.excluded()) ? bound : known;
  }

  private static BigDecimal value(String at, JsonNode value) throws SchemaException {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw new SchemaException(at, at + " is " + value + "; it must be a number");
    }
    // Of a double, as an exponent may be a thousand million.
    return value.isIntegralNumber() ? value.decimalValue() : BigDecimal.valueOf(value.asDouble());
  }

  /** How many digits after the point the multiples of 1, 0.1, 0.01 and so on have. */
  private static int fraction(String at, JsonNode value) throws SchemaException {
    BigDecimal unit = value(at, value).stripTrailingZeros();
    if (unit.compareTo(BigDecimal.ONE.movePointLeft(unit.scale())) == 0
        && unit.scale() >= 0
        && unit.scale() <= JsonRules.DIGITS) {
      return unit.scale();
    }
    throw new SchemaException(
        at,
        at
            + " is "
            + value
            + "; decoding can enforce 1, 0.1, 0.01 and so on; name one of these, remove it, or send"
            + " \"strict\": false to have it ignored");
  }
}
