package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** How values are written as texts. */
final class Texts {
  private Texts() {}

  /** Whether this is the result of a job, which is named by its id, and holds a text. */
  static boolean isResultWithText(JsonNode value) {
    return value.isObject() && value.path("task_id").isTextual() && value.path("text").isTextual();
  }

  /** The text of a value: of a job's result its {@code text}; of other objects and lists JSON. */
  static String of(JsonNode value) {
    if (isResultWithText(value)) {
      return value.path("text").asText();
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The value with the text of each job's result in place of that, on every level. */
  static JsonNode inPlaceOfResults(JsonNode value) {
    if (isResultWithText(value)) {
      return TextNode.valueOf(of(value));
    }
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(each -> list.add(inPlaceOfResults(each)));
      return list;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(e -> object.set(e.getKey(), inPlaceOfResults(e.getValue())));
      return object;
    }
    return value;
  }

  /** What a value is, for people. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "no value";
    };
  }
}
