package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

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
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "enum",
          "const",
          "anyOf",
          "$ref",
          "$defs",
          "definitions");

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
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
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
      if (!ENFORCED.contains(name) && !NOTES.contains(name) && !(hint && !strict)) {
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
      case "allOf" -> "write its parts as one schema";
      case "prefixItems" -> "use an object with one property for each item";
      default -> "remove it";
    };
  }

  /** Refuses other keywords beside one that decides alone. */
  static void alone(String path, JsonNode schema, String keyword, Set<String> beside)
      throws SchemaException {
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(keyword)
          && !NOTES.contains(name)
          && !NARROWING.contains(name)
          && !beside.contains(name)) {
        String at = path + "." + name;
        throw new SchemaException(
            at, at + " and " + keyword + " exclude each other; keep one of them");
      }
    }
  }
}
