package dev.aischeduler.engine.bulkrun.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Instant;
import java.util.Collection;
import java.util.regex.Pattern;

/** Cells of CSV as values of JSON, by the type of the field that they are for. */
final class CsvValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  private CsvValues() {}

  /**
   * The value of a cell that is not empty. What is no number where one is due stays a text, so that
   * it is refused with what was expected.
   *
   * @throws InvalidRequestException for a cell that no field can take
   */
  static JsonNode of(String field, String cell, Class<?> type) {
    int nul = cell.indexOf(0);
    if (nul >= 0) {
      throw new InvalidRequestException(
          field, "contains a NUL character at position " + nul + "; remove it");
    }
    if (type == String.class || type == Instant.class) {
      return NODES.textNode(type == String.class ? cell : cell.strip());
    }
    String text = cell.strip();
    if (type == Boolean.class || type == boolean.class) {
      boolean known = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      return known ? NODES.booleanNode(Boolean.parseBoolean(text)) : NODES.textNode(cell);
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return number(text, cell);
    }
    if (text.startsWith("[") || text.startsWith("{")) {
      return StrictJson.tree(text);
    }
    if (field.equals("tags") && Collection.class.isAssignableFrom(type)) {
      ArrayNode tags = NODES.arrayNode();
      for (String tag : text.split("[;,\\s]+", -1)) {
        tags.add(tag);
      }
      return tags;
    }
    return NODES.textNode(cell);
  }

  private static JsonNode number(String text, String cell) {
    if (WHOLE.matcher(text).matches()) {
      return NODES.numberNode(Long.parseLong(text));
    }
    if (NUMBER.matcher(text).matches()) {
      return NODES.numberNode(Double.parseDouble(text));
    }
    return NODES.textNode(cell);
  }
}
