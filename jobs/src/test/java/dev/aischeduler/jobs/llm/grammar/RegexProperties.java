package dev.aischeduler.jobs.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A pattern lets a string pass if, and only if, Java finds the same expression in it. */
final class RegexProperties {
  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "é",
          "😀",
          ".",
          "\\d",
          "\\W",
          "[^a]",
          "[ab]",
          "[a-é]",
          "\\\"",
          "\\\\",
          "\\n",
          "[\\u0080-\\uffff]",
          "[😀-🙏x]");
  private static final List<String> COUNTS =
      List.of("", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "*?");
  private static final String[] CHARACTERS = {"a", "b", "é", "😀", "1", "\"", "\\", "\n", "ࠀ", "￿"};

  @Property(tries = 3000)
  void a_pattern_lets_pass_what_java_finds(@ForAll long seed) throws SchemaException {
    Random random = new Random(seed);
    String text = expression(random, 2);
    text =
        (random.nextInt(3) == 0 ? "" : "^")
            + "(?:"
            + text
            + ")"
            + (random.nextInt(3) == 0 ? "" : "$");
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "string").put("pattern", text);
    Rule rule;
    try {
      rule = SchemaCompiler.compile("schema", schema, true);
    } catch (SchemaException e) {
      // No string at all, as of [^\s\S], or a slow one.
      assertThat(e.getMessage()).containsAnyOf("is met by no value", "may be missing");
      return;
    }
    Pattern java = Pattern.compile(text.replaceAll("\\$$", "\\\\z"), Pattern.UNICODE_CASE);
    boolean counted = text.contains("{");
    for (int i = 0; i < 20; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        value.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
      }
      String json = Json.mapper().getNodeFactory().textNode(value.toString()).toString();
      boolean found = java.matcher(value).find();
      boolean passes = Texts.matches(rule, json);
      // Loops with counts can be read in more ways than are followed; then less passes.
      assertThat(passes).as("%s of %s", json, text).isEqualTo(found && (passes || !counted));
    }
  }

  private static String expression(Random random, int depth) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      if (depth > 0 && random.nextInt(4) == 0) {
        text.append('(').append(expression(random, depth - 1)).append('|');
        text.append(expression(random, depth - 1)).append(')');
        text.append(any(COUNTS, random));
      } else {
        text.append(any(ATOMS, random)).append(any(COUNTS, random));
      }
    }
    return text.toString();
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
