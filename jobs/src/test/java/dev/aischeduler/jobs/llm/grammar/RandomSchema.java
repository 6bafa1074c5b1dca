package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.List;
import java.util.Random;

/** Makes schemas of all that decoding enforces. */
final class RandomSchema {
  private static final List<String> NAMES =
      List.of("a", "ab", "name", "名字", "with \"quote\"", "line\nbreak", "", "{", "x\\y", "😀");

  /** All but email, of which the validator knows the top-level domains. */
  private static final List<String> FORMATS =
      List.of("date", "time", "date-time", "duration", "hostname", "ipv4", "ipv6", "uuid", "uri");

  /** The last leave the length open. */
  private static final List<String> PATTERNS =
      List.of("^[A-Z]{2}-[0-9]{3,}$", "^a*$", "[一-鿿]+", "^\\w+\\s\"x\"$", "^(?:ab|c)*d[^x]{2,}$");

  private final Random random;
  private final ObjectNode root = Json.mapper().createObjectNode();

  RandomSchema(long seed) {
    this.random = new Random(seed);
  }

  JsonNode make() {
    ObjectNode defs = Json.mapper().createObjectNode();
    // Recursive, but never only so.
    ObjectNode tree = defs.putObject("tree").put("type", "object");
    tree.putObject("properties")
        .set(
            "kids",
            Json.mapper().createObjectNode().put("type", "array").set("items", reference("tree")));
    defs.putObject("end").putArray("anyOf").add(reference("tree")).add(schema(1));
    ObjectNode chosen = schema(0);
    root.setAll(chosen);
    root.set("$defs", defs);
    return root;
  }

  private static ObjectNode reference(String name) {
    return Json.mapper().createObjectNode().put("$ref", "#/$defs/" + name);
  }

  private ObjectNode schema(int depth) {
    ObjectNode schema = Json.mapper().createObjectNode();
    int kind = random.nextInt(depth > 2 ? 9 : 15);
    switch (kind) {
      case 0 -> counts(schema.put("type", "string"), "minLength", "maxLength");
      case 1 -> schema.put("type", random.nextBoolean() ? "integer" : "number");
      case 2 -> schema.putArray("type").add("boolean").add("null");
      case 3 -> values(schema.putArray("enum"));
      case 4 -> schema.set("const", value());
      case 5 -> schema.put("description", "anything");
      case 6 -> bounds(schema.put("type", random.nextBoolean() ? "integer" : "number"));
      case 7 -> schema.put("type", "string").put("format", any(FORMATS));
      case 8 -> {
        schema.put("type", "string").put("pattern", any(PATTERNS));
        if (schema.get("pattern").asText().equals("^a*$")) {
          counts(schema, "minLength", "maxLength");
        }
      }
      case 9 -> {
        counts(schema.put("type", "array"), "minItems", "maxItems");
        schema.set("items", schema(depth + 1));
      }
      case 10 -> schema.put("type", "object").set("additionalProperties", schema(depth + 1));
      case 11 -> schema.putArray("anyOf").add(schema(depth + 1)).add(schema(depth + 1));
      case 12 -> schema.setAll(reference(random.nextBoolean() ? "tree" : "end"));
      case 13 -> {
        counts(schema.put("type", "array"), "minItems", "maxItems");
        schema.putArray("prefixItems").add(schema(depth + 1)).add(schema(depth + 1));
        schema.set("items", schema(depth + 1));
        schema =
            Json.mapper()
                .createObjectNode()
                .set("allOf", Json.mapper().createArrayNode().add(schema));
      }
      default -> object(schema, depth);
    }
    return schema;
  }

  private void object(ObjectNode schema, int depth) {
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        properties.set(name, schema(depth + 1));
        if (random.nextBoolean()) {
          required.add(name);
        }
      }
    }
  }

  private void bounds(ObjectNode schema) {
    int least = random.nextInt(200) - 100;
    schema.put(any(List.of("minimum", "exclusiveMinimum", "title")), least);
    double most = least + 2 + random.nextInt(10_000) / 100.0;
    schema.put(any(List.of("maximum", "exclusiveMaximum", "title")), most);
    if (random.nextInt(3) == 0) {
      schema.put("multipleOf", random.nextBoolean() ? 1 : 0.01);
    }
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void counts(ObjectNode schema, String min, String max) {
    int least = random.nextInt(4);
    if (random.nextBoolean()) {
      schema.put(min, least);
    }
    if (random.nextBoolean()) {
      schema.put(max, least + random.nextInt(4));
    }
  }

  private void values(ArrayNode values) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      values.add(value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(5)) {
      case 0 -> Json.mapper().getNodeFactory().nullNode();
      case 1 -> Json.mapper().getNodeFactory().numberNode(random.nextInt());
      case 2 -> Json.mapper().createArrayNode().add(true).add("é\t");
      case 3 -> Json.mapper().createObjectNode().put("k", 1.5);
      default -> Json.mapper().getNodeFactory().textNode(NAMES.get(random.nextInt(NAMES.size())));
    };
  }
}
