package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Changes a value: {@code value | filter}. */
public enum Filter {
  /** Its argument, when there is no value. */
  DEFAULT(1, ValueType.ANY),
  /** The lines of a text that are not blank. */
  LINES(0, ValueType.LIST),
  /** A text without white space at its ends. */
  TRIM(0, ValueType.TEXT),
  /** How many characters or elements there are. */
  LENGTH(0, ValueType.NUMBER),
  /** The elements of a list with its argument between them. */
  JOIN(1, ValueType.TEXT),
  /** What a text says as JSON. */
  JSON(0, ValueType.ANY),
  /** The first element of a list. */
  FIRST(0, ValueType.ANY),
  /** The last element of a list. */
  LAST(0, ValueType.ANY),
  /** The numbers from 1 to this one. */
  RANGE(0, ValueType.LIST);

  /** Longest list that a filter makes. */
  private static final int LONGEST = 10_000;

  final int arguments;
  final ValueType type;

  Filter(int arguments, ValueType type) {
    this.arguments = arguments;
    this.type = type;
  }

  static Optional<Filter> of(String name) {
    return Arrays.stream(values()).filter(f -> f.word().equals(name)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Filter::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The changed value.
   *
   * @throws TemplateException when the value is of another type
   */
  JsonNode apply(JsonNode value, List<JsonNode> with) {
    if (this == DEFAULT) {
      return value.isMissingNode() || value.isNull() ? with.get(0) : value;
    }
    if (value.isMissingNode() || value.isNull()) {
      return MissingNode.getInstance();
    }
    return switch (this) {
      case DEFAULT -> value;
      case LINES -> lines(text(value));
      case TRIM -> TextNode.valueOf(text(value).strip());
      case LENGTH -> IntNode.valueOf(length(value));
      case JOIN -> join(list(value), with.get(0).asText());
      case JSON -> json(text(value));
      case FIRST -> list(value).path(0);
      case LAST -> list(value).path(value.size() - 1);
      case RANGE -> range(value);
    };
  }

  private int length(JsonNode value) {
    return value.isContainerNode() && !Texts.isResultWithText(value)
        ? value.size()
        : text(value).length();
  }

  private String text(JsonNode value) {
    if (value.isTextual() || Texts.isResultWithText(value)) {
      return Texts.of(value);
    }
    throw new TemplateException(word() + " needs a text, but gets " + Texts.kind(value));
  }

  private JsonNode list(JsonNode value) {
    if (value.isArray()) {
      return value;
    }
    throw new TemplateException(word() + " needs a list, but gets " + Texts.kind(value));
  }

  private static ArrayNode lines(String text) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(LONGEST + 1L)
        .forEach(lines::add);
    if (lines.size() > LONGEST) {
      throw new TemplateException("lines makes at most " + LONGEST + " lines");
    }
    return lines;
  }

  private static JsonNode join(JsonNode list, String between) {
    StringJoiner joined = new StringJoiner(between);
    list.forEach(each -> joined.add(Texts.of(each)));
    return TextNode.valueOf(joined.toString());
  }

  private static JsonNode json(String text) {
    try {
      return StrictJson.tree(text);
    } catch (JsonProblemException e) {
      throw new TemplateException("json: the text " + e.getMessage());
    }
  }

  private static ArrayNode range(JsonNode value) {
    if (!value.canConvertToInt() || value.asInt() < 0 || value.asInt() > LONGEST) {
      throw new TemplateException("range needs a whole number from 0 to " + LONGEST);
    }
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    for (int i = 1; i <= value.asInt(); i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
