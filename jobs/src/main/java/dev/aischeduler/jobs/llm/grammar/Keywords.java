package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The keywords of JSON Schema: which are enforced, which say nothing, which can be ignored. */
final class Keywords {
  /** Enforced. */
  private static final Set<String> ENFORCED =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "additionalItems",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "enum",
          "const",
          "anyOf",
          "allOf",
          "prefixItems",
          "$ref",
          "$defs",
          "definitions");

  /** Enforced for many values: what cannot be is refused with its reason. */
  static final List<String> OF_STRINGS = List.of(StringKeywords.PATTERN, StringKeywords.FORMAT);

  /** As {@link #OF_STRINGS}. */
  static final List<String> OF_NUMBERS =
      Stream.concat(Stream.of(NumberKeywords.MULTIPLE), NumberKeywords.BOUNDS.stream()).toList();

  /** Without effect on what is valid. */
  private static final Set<String> NOTES =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions");

  /** They only narrow what the others allow, so an answer without them is still of use. */
  private static final Set<String> NARROWING =
      Set.of(
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "propertyNames",
          "contains",
          "minContains",
          "maxContains",
          "not");

  private Keywords() {}

  /**
   * Refuses keywords that are not enforced.
   *
   * @param strict false allows those that only narrow
   */
  static void check(String path, JsonNode schema, boolean strict) throws SchemaException {
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      boolean hint = NARROWING.contains(name);
      boolean known = ENFORCED.contains(name) || NOTES.contains(name) || ofValues(name);
      if (!known && !(hint && !strict)) {
        String at = path + "." + name;
        throw new SchemaException(
            at,
            at
                + " is a keyword that decoding cannot enforce; "
                + remedy(name)
                + (hint ? ", or send \"strict\": false to have it ignored" : ""));
      }
    }
  }

  private static String remedy(String name) {
    return switch (name) {
      case "oneOf" -> "use anyOf";
      default -> "remove it";
    };
  }

  private static boolean ofValues(String name) {
    return OF_STRINGS.contains(name) || OF_NUMBERS.contains(name);
  }

  /**
   * Refuses other keywords beside one that decides alone.
   *
   * @param strict false allows those that only narrow
   */
  static void alone(
      String path, JsonNode schema, String keyword, Set<String> beside, boolean strict)
      throws SchemaException {
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(keyword)
          && !NOTES.contains(name)
          && !(!strict && (NARROWING.contains(name) || ofValues(name)))
          && !beside.contains(name)) {
        String at = path + "." + name;
        throw new SchemaException(
            at, at + " and " + keyword + " exclude each other; keep one of them");
      }
    }
  }
}
