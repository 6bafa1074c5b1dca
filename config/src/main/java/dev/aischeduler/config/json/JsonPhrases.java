package dev.aischeduler.config.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Describes in terms of JSON, not of Java, what is expected and what was found. */
public final class JsonPhrases {
  private static final int LONGEST_SHOWN = 60;
  private static final Map<Class<?>, String> EXPECTED =
      Map.ofEntries(
          Map.entry(String.class, "a string"),
          Map.entry(int.class, "a whole number from -2147483648 to 2147483647"),
          Map.entry(Integer.class, "a whole number from -2147483648 to 2147483647"),
          Map.entry(long.class, "a whole number from -9223372036854775808 to 9223372036854775807"),
          Map.entry(Long.class, "a whole number from -9223372036854775808 to 9223372036854775807"),
          Map.entry(double.class, "a number"),
          Map.entry(Double.class, "a number"),
          Map.entry(float.class, "a number"),
          Map.entry(Float.class, "a number"),
          Map.entry(boolean.class, "true or false"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(Instant.class, IsoTime.EXPECTED),
          Map.entry(Duration.class, "a duration such as \"PT30S\""),
          Map.entry(UUID.class, "an id such as \"0198c2f4-7a10-7e21-9d5b-3f2f6a1c0b77\""));

  private JsonPhrases() {}

  /** What a value of this class looks like in JSON. */
  static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> Json.mapper().valueToTree(constant).toString())
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return EXPECTED.getOrDefault(type, "an object");
  }

  /** The value that was found, cut to a readable length. */
  public static String found(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case MISSING -> "missing";
      case NULL -> "null";
      case STRING -> "the string " + cut(node.toString());
      case NUMBER -> "the number " + cut(node.toString());
      default -> cut(node.toString());
    };
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_SHOWN) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "...";
  }
}
