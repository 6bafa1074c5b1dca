package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.aischeduler.web.cli.exit.BadValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML files as JSON and remembers where each value stands. Nothing is expanded: anchors have
 * no meaning and aliases are refused. Used by one thread.
 */
final class YamlReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_VALUES = 10_000;

  private final String file;
  private final YAMLParser parser;
  private Map<String, YamlDocument.Place> places = new HashMap<>();
  private int values;

  private YamlReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The documents of a file, one after the other.
   *
   * @throws BadValueException names file, line and column
   * @throws IOException the file cannot be read
   */
  static List<YamlDocument> read(Path path) throws IOException {
    String file = path.toString();
    if (Files.size(path) > MAX_BYTES) {
      throw new BadValueException(file + ": is larger than 1 MiB");
    }
    String text = Files.readString(path, StandardCharsets.UTF_8);
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      return new YamlReader(file, parser).all();
    } catch (JsonProcessingException e) {
      throw new BadValueException(at(file, e.getLocation()) + ": " + sentence(e));
    }
  }

  private static String sentence(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    String first =
        message.lines().map(String::strip).limit(2).reduce((a, b) -> a + ": " + b).orElse("");
    String hint = message.contains("alias") ? "; put texts that begin with * between quotes" : "";
    return "is not valid YAML: " + first + hint;
  }

  private static String at(String file, @Nullable JsonLocation location) {
    return location == null
        ? file
        : file + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  private List<YamlDocument> all() throws IOException {
    List<YamlDocument> documents = new ArrayList<>();
    while (parser.nextToken() != null) {
      places = new HashMap<>();
      JsonNode content = value("", 0);
      documents.add(new YamlDocument(file, content, places));
    }
    return documents;
  }

  private JsonNode value(String path, int depth) throws IOException {
    JsonLocation here = parser.currentTokenLocation();
    places.put(path, new YamlDocument.Place(here.getLineNr(), here.getColumnNr()));
    values++;
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      throw new BadValueException(
          at(file, here) + ": nests more than 50 levels or holds more than 10,000 values");
    }
    if (parser.isCurrentAlias()) {
      throw new BadValueException(at(file, here) + ": aliases are not taken; write the value out");
    }
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> array(path, depth);
      case VALUE_TRUE -> make.booleanNode(true);
      case VALUE_FALSE -> make.booleanNode(false);
      case VALUE_NULL -> make.nullNode();
      case VALUE_NUMBER_INT -> make.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> make.numberNode(parser.getDoubleValue());
      default -> make.textNode(parser.getText());
    };
  }

  private ObjectNode object(String path, int depth) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(path.isEmpty() ? name : path + "." + name, depth + 1));
    }
    return object;
  }

  private ArrayNode array(String path, int depth) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]", depth + 1));
    }
    return array;
  }
}
