package dev.aischeduler.config.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Builds trees from the tokens of one parser, counting their values, and refuses what databases and
 * models cannot handle: NUL, halves of surrogate pairs, numbers beyond a double. Confined to one
 * thread.
 */
final class JsonTreeBuilder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final JsonLimits limits;
  private int values;

  JsonTreeBuilder(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  /**
   * The value that the parser stands on; afterwards it stands on the value's last token.
   *
   * @throws JsonProblemException names the place
   */
  JsonNode value() throws IOException {
    if (++values > limits.maxValues()) {
      throw new JsonProblemException(
          "", "holds more than " + limits.maxValues() + " values; send less at a time");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(text(parser.getText()));
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> fraction();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = text(parser.currentName());
      parser.nextToken();
      object.set(name, value());
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }

  private JsonNode whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode fraction() throws IOException {
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw problem("must be a number of at most 1.7e308");
    }
    return NODES.numberNode(value);
  }

  private String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        throw problem("contains a NUL character at position " + i + "; remove it");
      }
      if (Character.isSurrogate(unit)) {
        if (!Character.isHighSurrogate(unit)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw problem("contains half a surrogate pair at position " + i + "; send valid Unicode");
        }
        i++;
      }
    }
    return text;
  }

  private JsonProblemException problem(String message) {
    return new JsonProblemException(JsonPaths.of(parser.getParsingContext()), message);
  }
}
