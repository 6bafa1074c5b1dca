package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads a definition from YAML or JSON within limits and keeps the place of each field. Anchors,
 * aliases and tags of YAML are refused: they can make a small text huge, or name Java classes.
 * Thread-safe.
 */
final class DefinitionText {
  static final int MAX_CHARS = 1_000_000;
  private static final int MAX_VALUES = 100_000;
  private static final int MAX_DEPTH = 50;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(100)
          .maxNameLength(512)
          .maxStringLength(MAX_CHARS)
          .build();

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();
  private final YAMLFactory yaml;

  /**
   * A definition as it was read.
   *
   * @param places of its fields by path
   */
  record Read(JsonNode tree, Map<String, JsonLocation> places) {}

  DefinitionText() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(4 * MAX_CHARS);
    this.yaml = YAMLFactory.builder().streamReadConstraints(LIMITS).loaderOptions(options).build();
  }

  /**
   * Reads a text: JSON when it begins with a brace, else YAML.
   *
   * @throws InvalidDefinitionException for what is neither, or exceeds a limit
   */
  Read read(String text) {
    if (text.length() > MAX_CHARS) {
      throw refused(null, "", "is longer than " + MAX_CHARS + " characters; make it shorter");
    }
    String start = text.stripLeading();
    boolean isJson = start.startsWith("{");
    JsonFactory factory = isJson ? json : yaml;
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (JsonParser parser = factory.createParser(content)) {
      Reading reading = new Reading(parser);
      if (parser.nextToken() == null) {
        throw refused(null, "", "is empty; send name and steps");
      }
      JsonNode tree = reading.value("");
      if (parser.nextToken() != null) {
        throw refused(parser.currentTokenLocation(), "", "holds a second document; keep one");
      }
      return new Read(tree, reading.places);
    } catch (JsonProcessingException e) {
      String language = isJson ? "JSON" : "YAML";
      throw refused(e.getLocation(), "", "is not valid " + language + ": " + firstLine(e));
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot fail to be read", e);
    }
  }

  private static String firstLine(JsonProcessingException e) {
    List<String> lines = String.valueOf(e.getOriginalMessage()).lines().map(String::strip).toList();
    return lines.stream()
        .filter(line -> !line.startsWith("in 'reader'") && !line.isEmpty())
        .limit(2)
        .reduce((a, b) -> a + ", " + b)
        .orElse("cannot be read");
  }

  private static InvalidDefinitionException refused(
      JsonLocation place, String path, String message) {
    return new InvalidDefinitionException(
        List.of(
            new DefinitionProblem(
                place == null ? 1 : place.getLineNr(),
                place == null ? 1 : place.getColumnNr(),
                path,
                message)));
  }

  /** One pass over a text. */
  private static final class Reading {
    private final JsonParser parser;
    private final Map<String, JsonLocation> places = new HashMap<>();
    private int values;

    Reading(JsonParser parser) {
      this.parser = parser;
    }

    JsonNode value(String path) throws IOException {
      JsonToken token = parser.currentToken();
      places.putIfAbsent(path, parser.currentTokenLocation());
      if (++values > MAX_VALUES) {
        throw here(path, "holds more than " + MAX_VALUES + " values");
      }
      if (parser.getObjectId() != null || parser.getTypeId() != null || isAlias()) {
        throw here(path, "has an anchor, an alias or a tag, which are not taken; write it out");
      }
      return switch (token) {
        case START_OBJECT -> object(path);
        case START_ARRAY -> list(path);
        case VALUE_TRUE -> NODES.booleanNode(true);
        case VALUE_FALSE -> NODES.booleanNode(false);
        case VALUE_NULL -> NODES.nullNode();
        case VALUE_NUMBER_INT -> whole(path);
        case VALUE_NUMBER_FLOAT -> NODES.numberNode(finite(path, parser.getDoubleValue()));
        case VALUE_STRING -> NODES.textNode(clean(path, parser.getText()));
        default -> throw here(path, "cannot be read; write it out");
      };
    }

    private boolean isAlias() {
      return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    private JsonNode whole(String path) throws IOException {
      return switch (parser.getNumberType()) {
        case INT -> NODES.numberNode(parser.getIntValue());
        case LONG -> NODES.numberNode(parser.getLongValue());
        default -> throw here(path, "is too large a number");
      };
    }

    private double finite(String path, double number) {
      if (!Double.isFinite(number)) {
        throw here(path, "must be a finite number");
      }
      return number;
    }

    private String clean(String path, String text) {
      for (int i = 0; i < text.length(); i++) {
        char unit = text.charAt(i);
        boolean half =
            Character.isSurrogate(unit)
                && (!Character.isHighSurrogate(unit)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1)));
        if (unit == 0 || half) {
          throw here(
              path,
              String.format(Locale.ROOT, "holds the character U+%04X; remove it", (int) unit));
        }
        i += Character.isHighSurrogate(unit) ? 1 : 0;
      }
      return text;
    }

    private ObjectNode object(String path) throws IOException {
      ObjectNode object = NODES.objectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = clean(path, parser.currentName());
        String at = path.isEmpty() ? name : path + "." + name;
        JsonLocation place = parser.currentTokenLocation();
        if (object.has(name)) {
          throw here(at, "is given twice; keep one");
        }
        places.put(at, place);
        parser.nextToken();
        object.set(name, value(at));
      }
      return object;
    }

    private ArrayNode list(String path) throws IOException {
      ArrayNode list = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(path + "[" + list.size() + "]"));
      }
      return list;
    }

    private InvalidDefinitionException here(String path, String message) {
      return refused(parser.currentTokenLocation(), path, message);
    }
  }
}
