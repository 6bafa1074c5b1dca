package dev.aischeduler.web.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Contract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON texts by the schemas of the contract, one byte in each character: values within their
 * bounds, at them and beyond them, and of other types. Thread-safe.
 */
final class SchemaValues {
  private static final int MOST_DEPTH = 8;
  private static final int LONG = 300;

  private final Contract contract;

  SchemaValues(Contract contract) {
    this.contract = contract;
  }

  /**
   * A value.
   *
   * @param percent of its parts that break the schema
   */
  String value(JsonNode schema, Draw draw, int percent) {
    return value("", schema, draw, percent, 0);
  }

  private String value(String name, JsonNode given, Draw draw, int percent, int depth) {
    if (name.equals("wait_s")) {
      // nobody waits for long, whatever the server takes
      return draw.of("0", "1", "1", "null", "-1", "3601", "0.5", "\"1\"", "true");
    }
    if (depth > MOST_DEPTH || draw.chance(percent)) {
      return HostileValues.json(draw);
    }
    JsonNode schema = contract.resolve(given);
    for (String choice : List.of("anyOf", "oneOf")) {
      if (schema.has(choice)) {
        JsonNode some = schema.path(choice);
        return value(name, some.get(draw.below(some.size())), draw, percent, depth + 1);
      }
    }
    if (schema.has("enum")) {
      JsonNode all = schema.path("enum");
      return all.get(draw.below(all.size())).toString();
    }
    return switch (type(schema, draw)) {
      case "object" -> object(schema, draw, percent, depth);
      case "array" -> array(schema, draw, percent, depth);
      case "string" -> "\"" + text(schema, draw, percent) + "\"";
      case "integer" -> number(schema, draw, percent, false);
      case "number" -> number(schema, draw, percent, true);
      case "boolean" -> draw.of("true", "false");
      case "null" -> "null";
      default -> HostileValues.json(draw);
    };
  }

  private static String type(JsonNode schema, Draw draw) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.get(draw.chance(80) ? 0 : draw.below(type.size())).asText();
    }
    if (type.isTextual()) {
      return type.asText();
    }
    return schema.has("properties") || schema.has("allOf") ? "object" : "any";
  }

  private String object(JsonNode schema, Draw draw, int percent, int depth) {
    Map<String, String> members = new LinkedHashMap<>();
    List<JsonNode> parts = new ArrayList<>(List.of(schema));
    schema.path("allOf").forEach(part -> parts.add(contract.resolve(part)));
    for (JsonNode part : parts) {
      List<String> required = new ArrayList<>();
      part.path("required").forEach(name -> required.add(name.asText()));
      for (Map.Entry<String, JsonNode> one : part.path("properties").properties()) {
        boolean needed = required.contains(one.getKey());
        if (needed ? !draw.chance(percent) : draw.chance(25)) {
          members.put(one.getKey(), value(one.getKey(), one.getValue(), draw, percent, depth + 1));
        }
      }
    }
    if (draw.chance(percent)) {
      members.put(HostileValues.text(draw).replace("\"", "'"), HostileValues.json(draw));
    }
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String array(JsonNode schema, Draw draw, int percent, int depth) {
    int most = schema.path("maxItems").asInt(LONG);
    int size = draw.chance(percent) ? most + draw.below(2) : draw.below(Math.min(most, 3) + 1);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(value("", schema.path("items"), draw, percent, depth + 1));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String number(JsonNode schema, Draw draw, int percent, boolean fraction) {
    long least = schema.path("minimum").asLong(schema.path("exclusiveMinimum").asLong(-5));
    long most = schema.path("maximum").asLong(Math.max(least, 1000));
    if (draw.chance(percent)) {
      return draw.of("" + (least - 1), "" + (most + 1), least + ".5", "\"" + least + "\"", "-0");
    }
    return switch (draw.below(4)) {
      case 0 -> "" + least;
      case 1 -> "" + most;
      case 2 -> fraction ? least + ".25" : least + ".0";
      default -> "" + (least + draw.below((int) Math.min(most - least, 50) + 1));
    };
  }

  /** A text as it stands between quotes. */
  private static String text(JsonNode schema, Draw draw, int percent) {
    int most = schema.path("maxLength").asInt(0);
    if (draw.chance(percent)) {
      return draw.chance(50) && most > 0
          ? "a".repeat(most + 1)
          : HostileValues.text(draw).replace("\"", "'");
    }
    return switch (schema.path("format").asText()) {
      case "uuid" -> draw.uuid();
      case "date" -> draw.of("2026-02-28", "2028-02-29", "2099-12-31");
      case "date-time" ->
          draw.of("2026-01-31T08:00:00Z", "2026-12-31T23:59:59.999+14:00", "2027-06-01T00:00:00Z");
      case "uri" -> draw.of("http://127.0.0.1:9/", "https://example.test/hook?a=b");
      default ->
          draw.of(
              "a",
              "llm",
              "default",
              "hang",
              "break",
              "impossible",
              "every 15m",
              "0 3 * * *",
              HostileValues.utf8("\u4f60\u597d\ud83d\udc3c"),
              "a".repeat(Math.max(1, most)));
    };
  }
}
