package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a grammar rule of a JSON Schema (draft 2020-12). Every text of the rule is valid, but not
 * every valid text is one of the rule: properties come in the order of the schema, those that it
 * does not name are left out, {@code $ref} is followed {@link #MAX_REFERENCES} times at most on a
 * way. One use each; confined to one thread.
 */
public final class SchemaCompiler {
  /** Longest schema, in characters of compact JSON. */
  public static final int MAX_CHARS = 65_536;

  private static final int MAX_REFERENCES = 8;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_COUNT = 10_000;

  /** Schemas that are visited, one visited twice counted twice. */
  private static final int MAX_VISITS = 20_000;

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  private final String field;
  private final JsonNode root;
  private final boolean strict;
  private final Map<String, Rule> referenced = new HashMap<>();
  private int visits;

  private SchemaCompiler(String field, JsonNode root, boolean strict) {
    this.field = field;
    this.root = root;
    this.strict = strict;
  }

  /** The rule of {@code json_object}: any JSON object. */
  public static Rule anyObject() {
    return JsonRules.object();
  }

  /**
   * The rule of a schema.
   *
   * @param field where the schema is in the request, for messages
   * @param strict false ignores keywords that only narrow what is valid and cannot be enforced
   * @throws SchemaException names the place, what is wrong and the remedy
   */
  public static Rule compile(String field, JsonNode schema, boolean strict) throws SchemaException {
    int length = schema.toString().length();
    if (length > MAX_CHARS) {
      throw new SchemaException(
          field, field + " has " + length + " characters; at most " + MAX_CHARS + " are accepted");
    }
    SchemaCompiler compiler = new SchemaCompiler(field, schema, strict);
    Rule rule = compiler.rule(new Place(field, 0, MAX_REFERENCES), schema);
    if (rule.least() == Rule.UNSATISFIABLE) {
      throw new SchemaException(
          field,
          field
              + " is met by no value, or only by one in which $ref is followed more than "
              + MAX_REFERENCES
              + " times; make properties optional or add an alternative that ends");
    }
    return rule;
  }

  /**
   * As {@link #compile}, of a schema that only objects meet.
   *
   * @throws SchemaException also when its type is not {@code object}
   */
  public static Rule compileObject(String field, JsonNode schema, boolean strict)
      throws SchemaException {
    if (!schema.path("type").asText().equals("object")) {
      throw new SchemaException(
          field, field + " must be a schema with \"type\": \"object\" at its top");
    }
    return compile(field, schema, strict);
  }

  /**
   * Where a schema is.
   *
   * @param path fields from the request on
   * @param depth schemas around it
   * @param references how many times {@code $ref} may still be followed
   */
  private record Place(String path, int depth, int references) {
    Place at(String step) {
      return new Place(path + step, depth + 1, references);
    }
  }

  private Rule rule(Place place, JsonNode schema) throws SchemaException {
    if (place.depth > MAX_DEPTH) {
      throw new SchemaException(
          place.path, field + " is nested more than " + MAX_DEPTH + " schemas deep; use $ref");
    }
    if (++visits > MAX_VISITS) {
      throw new SchemaException(
          field, field + " is too large once its $ref are followed; use fewer of them");
    }
    if (schema.isBoolean()) {
      return schema.asBoolean() ? JsonRules.value() : Rules.NOTHING;
    }
    if (!schema.isObject()) {
      throw new SchemaException(
          place.path, place.path + " must be a schema, which is a JSON object");
    }
    Keywords.check(place.path, schema, strict);
    if (schema.has("allOf")) {
      Keywords.alone(place.path, schema, "allOf", Set.of(), strict);
      return allOf(place, schema.get("allOf"));
    }
    if (schema.has("$ref")) {
      Keywords.alone(place.path, schema, "$ref", Set.of(), strict);
      return reference(place, schema.get("$ref"));
    }
    if (schema.has("anyOf")) {
      Keywords.alone(place.path, schema, "anyOf", Set.of(), strict);
      return anyOf(place, schema.get("anyOf"));
    }
    if (schema.has("enum") || schema.has("const")) {
      return listed(place, schema);
    }
    List<Rule> forms = new ArrayList<>();
    for (String type : types(place, schema)) {
      forms.add(ofType(type, place, schema));
    }
    return Rules.choice(forms);
  }

  private Rule reference(Place place, JsonNode reference) throws SchemaException {
    String target = reference.asText();
    JsonNode schema = target.startsWith("#") ? find(target.substring(1)) : root.path("missing ref");
    if (schema.isMissingNode()) {
      throw new SchemaException(
          place.path + ".$ref",
          place.path
              + ".$ref is "
              + reference
              + "; it must name a schema of this document, such as \"#/$defs/item\"");
    }
    if (place.references == 0) {
      return Rules.NOTHING;
    }
    String key = place.references + target;
    Rule known = referenced.get(key);
    if (known == null) {
      Place there =
          new Place(field + target.substring(1).replace('/', '.'), 0, place.references - 1);
      known = rule(there, schema);
      referenced.put(key, known);
    }
    return known;
  }

  private JsonNode find(String pointer) {
    try {
      return root.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      return root.path("missing ref");
    }
  }

  /** Of a list of one, which generators write where they add a description. */
  private Rule allOf(Place place, JsonNode parts) throws SchemaException {
    if (!parts.isArray() || parts.size() != 1) {
      throw new SchemaException(
          place.path + ".allOf",
          place.path + ".allOf must list one schema; write its parts as one");
    }
    return rule(place.at(".allOf[0]"), parts.get(0));
  }

  private Rule anyOf(Place place, JsonNode alternatives) throws SchemaException {
    if (!alternatives.isArray() || alternatives.isEmpty()) {
      throw new SchemaException(
          place.path + ".anyOf", place.path + ".anyOf must be a list of schemas");
    }
    List<Rule> forms = new ArrayList<>();
    for (int i = 0; i < alternatives.size(); i++) {
      forms.add(rule(place.at(".anyOf[" + i + "]"), alternatives.get(i)));
    }
    return Rules.choice(forms);
  }

  /** Of {@code enum} or {@code const}: the listed values of the right type, written compactly. */
  private Rule listed(Place place, JsonNode schema) throws SchemaException {
    String keyword = schema.has("const") ? "const" : "enum";
    Keywords.alone(place.path, schema, keyword, Set.of("type"), strict);
    JsonNode values = schema.get(keyword);
    if (keyword.equals("const")) {
      values = Json.mapper().createArrayNode().add(values);
    } else if (!values.isArray() || values.isEmpty()) {
      throw new SchemaException(place.path + ".enum", place.path + ".enum must list some values");
    }
    Set<String> types = types(place, schema);
    List<Rule> forms = new ArrayList<>();
    for (JsonNode value : values) {
      if (types.stream().anyMatch(type -> isOf(type, value))) {
        forms.add(Rules.literal(value.toString()));
      }
    }
    return Rules.choice(forms);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> value.isNull();
    };
  }

  /** The types that a schema names; without any, those that its keywords are about, or all. */
  private static Set<String> types(Place place, JsonNode schema) throws SchemaException {
    JsonNode type = schema.path("type");
    Set<String> types = new LinkedHashSet<>();
    if (type.isMissingNode()) {
      if (schema.has("properties") || schema.has("required")) {
        return Set.of("object");
      }
      // A number is tried before an integer: each integer is one.
      types.addAll(List.of("string", "object", "array", "number", "boolean", "null"));
      return types;
    }
    for (JsonNode one : type.isArray() ? type : Json.mapper().createArrayNode().add(type)) {
      if (!TYPES.contains(one.asText())) {
        throw new SchemaException(
            place.path + ".type",
            place.path
                + ".type is "
                + type
                + "; it must be object, array, string, number, integer, boolean, null, or a list"
                + " of them");
      }
      types.add(one.asText());
    }
    return types;
  }

  private Rule ofType(String type, Place place, JsonNode schema) throws SchemaException {
    return switch (type) {
      case "object" -> object(place, schema);
      case "array" -> array(place, schema);
      case "string" ->
          narrowed(schema, Keywords.OF_STRINGS, of -> StringKeywords.rule(place.path, of));
      case "number" ->
          narrowed(schema, Keywords.OF_NUMBERS, of -> NumberKeywords.rule(place.path, of, false));
      case "integer" ->
          narrowed(schema, Keywords.OF_NUMBERS, of -> NumberKeywords.rule(place.path, of, true));
      case "boolean" -> JsonRules.BOOLEAN;
      default -> JsonRules.NULL;
    };
  }

  /** A rule of a schema of which some keywords may not be enforceable. */
  private interface Reading {
    Rule of(JsonNode schema) throws SchemaException;
  }

  /** As read; unless strict, without those of these keywords that are in the way. */
  private Rule narrowed(JsonNode schema, List<String> keywords, Reading reading)
      throws SchemaException {
    JsonNode fewer = schema;
    for (String keyword : keywords) {
      try {
        return reading.of(fewer);
      } catch (SchemaException e) {
        if (strict) {
          throw e;
        }
        ObjectNode without = Json.mapper().createObjectNode();
        without.setAll((ObjectNode) fewer);
        without.remove(keyword);
        fewer = without;
      }
    }
    return reading.of(fewer);
  }

  private Rule array(Place place, JsonNode schema) throws SchemaException {
    Counts counts = Counts.of(place.path, schema, "minItems", "maxItems", MAX_COUNT);
    // Before draft 2020-12 "items" could be a list, and "additionalItems" what came behind.
    boolean older = schema.path("items").isArray();
    String further = older ? "additionalItems" : "items";
    Rule item =
        schema.has(further)
            ? rule(place.at("." + further), schema.get(further))
            : JsonRules.value();
    String listed = older ? "items" : "prefixItems";
    JsonNode prefix = schema.path(listed);
    if (!(prefix.isMissingNode() || prefix.isArray())) {
      throw new SchemaException(
          place.path + ".prefixItems", place.path + ".prefixItems must be a list of schemas");
    }
    List<Rule> first = new ArrayList<>();
    for (int i = 0; i < prefix.size(); i++) {
      first.add(rule(place.at("." + listed + "[" + i + "]"), prefix.get(i)));
    }
    return JsonRules.array(first, item, counts.min(), counts.max());
  }

  private Rule object(Place place, JsonNode schema) throws SchemaException {
    JsonNode properties = schema.path("properties");
    Set<String> required = required(place, schema);
    JsonNode further = schema.path("additionalProperties");
    Rule other =
        further.isMissingNode()
            ? JsonRules.value()
            : rule(place.at(".additionalProperties"), further);
    if (properties.isEmpty() && required.isEmpty()) {
      return other == Rules.NOTHING ? JsonRules.object(List.of()) : JsonRules.map(other);
    }
    Set<String> names = new LinkedHashSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    names.addAll(required);
    List<JsonRules.Member> members = new ArrayList<>();
    for (String name : names) {
      Rule value =
          properties.has(name)
              ? rule(place.at(".properties." + name), properties.get(name))
              : other;
      members.add(
          new JsonRules.Member(
              Json.mapper().getNodeFactory().textNode(name).toString(),
              value,
              required.contains(name)));
    }
    return JsonRules.object(members);
  }

  private static Set<String> required(Place place, JsonNode schema) throws SchemaException {
    Set<String> names = new LinkedHashSet<>();
    JsonNode required = schema.path("required");
    JsonNode properties = schema.path("properties");
    for (JsonNode name : required) {
      if (!name.isTextual()) {
        throw new SchemaException(
            place.path + ".required", place.path + ".required must be a list of names");
      }
      names.add(name.asText());
    }
    if (!(required.isArray() || required.isMissingNode())
        || !(properties.isObject() || properties.isMissingNode())) {
      throw new SchemaException(
          place.path,
          place.path + ".properties must be an object of schemas, and .required a list of names");
    }
    return names;
  }
}
