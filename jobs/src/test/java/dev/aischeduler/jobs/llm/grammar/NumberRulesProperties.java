package dev.aischeduler.jobs.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Numbers are written if, and only if, they are within the bounds of their schema. */
final class NumberRulesProperties {

  @Property(tries = 300)
  void whole_numbers_are_matched_within_their_bounds_alone(
      @ForAll @IntRange(min = -1200, max = 1200) int first,
      @ForAll @IntRange(min = 0, max = 1200) int more)
      throws SchemaException {
    int last = first + more;
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "integer");
    schema.put("minimum", first).put("exclusiveMaximum", last + 0.5);
    Rule rule = SchemaCompiler.compile("schema", schema, true);
    for (int number = first - 130; number <= last + 130; number += number % 7 == 0 ? 1 : 3) {
      assertThat(Texts.matches(rule, Integer.toString(number)))
          .as("%s of %s", number, schema)
          .isEqualTo(first <= number && number <= last);
    }
  }

  @Property(tries = 2000)
  void numbers_are_matched_within_their_bounds_alone(@ForAll long seed) throws SchemaException {
    Random random = new Random(seed);
    BigDecimal one = number(random);
    BigDecimal two = random.nextInt(4) == 0 ? one : number(random);
    BigDecimal min = one.min(two);
    BigDecimal max = one.max(two);
    boolean above = random.nextBoolean();
    boolean below = random.nextBoolean();
    if (min.compareTo(max) == 0 && (above || below)) {
      return;
    }
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "number");
    schema.put(above ? "exclusiveMinimum" : "minimum", min);
    schema.put(below ? "exclusiveMaximum" : "maximum", max);
    Rule rule = SchemaCompiler.compile("schema", schema, true);
    for (int i = 0; i < 20; i++) {
      BigDecimal near = random.nextBoolean() ? min : max;
      BigDecimal number =
          random.nextBoolean()
              ? number(random)
              : near.add(BigDecimal.valueOf(random.nextInt(5) - 2, 1 + random.nextInt(4)));
      int low = number.compareTo(min);
      int high = number.compareTo(max);
      boolean within = (above ? low > 0 : low >= 0) && (below ? high < 0 : high <= 0);
      assertThat(Texts.matches(rule, number.toPlainString()))
          .as("%s of %s", number.toPlainString(), schema)
          .isEqualTo(within);
    }
  }

  /** Of few digits, so that two are near each other; also with zeros at the end. */
  private static BigDecimal number(Random random) {
    int scale = random.nextInt(4);
    return BigDecimal.valueOf(random.nextInt(20_000) - 10_000, scale);
  }
}
