package dev.aischeduler.config.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.aischeduler.config.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads JSON that people and programs send: nothing is coerced or ignored, and each error names the
 * field and the remedy in terms of JSON. A {@code null} means: not given. Thread-safe.
 */
public final class StrictJson {
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");

  /** Jackson writes numbers with the digits of the machine's language. */
  private static final Pattern EXCEEDED =
      Pattern.compile("(\\w+)[^(]*\\([^)]*\\) exceeds the maximum allowed \\((\\p{Nd}+).*");

  /** What people send in one text: a line of a file, a document of a test. */
  private static final JsonInput INPUT = new JsonInput(new JsonLimits(1_000_000, 20_000_000));

  private StrictJson() {}

  /**
   * Reads a document.
   *
   * @param <T> what to read, a record as a rule
   * @throws JsonProblemException broken JSON (with line and column), unknown or repeated fields,
   *     values of the wrong type or out of the type's range
   */
  public static <T> T read(String text, Class<T> type) {
    return read(tree(text), type);
  }

  /**
   * Reads a document that was parsed before, by {@link #tree} as a rule.
   *
   * @param <T> what to read, a record as a rule
   * @throws JsonProblemException unknown fields, values of the wrong type or out of range
   */
  public static <T> T read(JsonNode document, Class<T> type) {
    refuseInfinity(document, "");
    if (document.isNull()) {
      throw new JsonProblemException("", "must be " + JsonPhrases.expected(type) + ", but is null");
    }
    try {
      return Json.mapper().treeToValue(document, type);
    } catch (JsonMappingException e) {
      throw describe(e, document);
    } catch (JsonProcessingException e) {
      throw new JsonProblemException("", "cannot be read");
    }
  }

  /**
   * Parses a document without binding it.
   *
   * @throws JsonProblemException broken JSON, repeated fields, an empty text
   */
  public static JsonNode tree(String text) {
    return INPUT.tree(text);
  }

  /** What is wrong with a text that is not JSON, with line and column. */
  public static JsonProblemException syntax(JsonProcessingException e) {
    String where = at(e.getLocation());
    if (e instanceof StreamConstraintsException) {
      return new JsonProblemException("", limit(e) + where);
    }
    Matcher duplicate = DUPLICATE.matcher(e.getOriginalMessage());
    if (duplicate.lookingAt()) {
      String path =
          e.getProcessor() instanceof JsonParser parser
              ? JsonPaths.of(parser.getParsingContext())
              : duplicate.group(1);
      return new JsonProblemException(path, "is given twice" + where + "; keep one");
    }
    if (e instanceof JsonEOFException) {
      return new JsonProblemException(
          "", "is not valid JSON: it ends too early" + where + "; close every bracket and quote");
    }
    if (e instanceof JsonParseException) {
      return new JsonProblemException("", "is not valid JSON" + where + ": " + plain(e));
    }
    return new JsonProblemException(
        "", "holds more than one JSON value" + where + "; send exactly one");
  }

  /** Which limit of a document was exceeded, and where its parser stands. */
  static JsonProblemException exceeded(StreamConstraintsException e, JsonParser parser) {
    boolean deep = e.getOriginalMessage().startsWith("Document nesting");
    return new JsonProblemException(
        deep ? "" : JsonPaths.of(parser.getParsingContext()),
        limit(e) + at(parser.currentLocation()));
  }

  private static String limit(JsonProcessingException e) {
    Matcher exceeded = EXCEEDED.matcher(e.getOriginalMessage());
    String most = exceeded.matches() ? Long.toString(Long.parseLong(exceeded.group(2))) : "";
    return switch (exceeded.matches() ? exceeded.group(1) : "") {
      case "Document" -> "nests too deep: more than " + most + " levels";
      case "Number" -> "holds too long a number: more than " + most + " digits";
      case "String" -> "holds too long a text: more than " + most + " characters";
      case "Name" -> "holds too long a name: more than " + most + " characters";
      default -> "is larger or nests deeper than is accepted";
    };
  }

  /** Jackson's message without its advice for Java developers. */
  private static String plain(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Non-standard token")) {
      return "NaN and Infinity are not allowed; use a number";
    }
    int advice = message.indexOf(": was expecting ");
    String kept = advice < 0 ? message : message.substring(0, advice);
    return kept.replaceAll("\\s*[:(]?\\s*(maybe a|enable|to enable|\\(for JsonReadFeature).*", "");
  }

  private static JsonProblemException describe(JsonMappingException e, JsonNode document) {
    String path = JsonPaths.of(e.getPath());
    if (e instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of()).stream()
              .map(String::valueOf)
              .sorted()
              .toList();
      String name = unknown.getPropertyName();
      String allowed = known.stream().collect(Collectors.joining(", "));
      return new JsonProblemException(
          path, "unknown field" + Suggestion.phrase(name, known) + "; allowed: " + allowed);
    }
    if (e instanceof InvalidNullException) {
      return new JsonProblemException(path, "must hold no null; leave the value out");
    }
    if (e instanceof ValueInstantiationException
        && e.getCause() instanceof IllegalArgumentException refused
        && refused.getMessage() != null) {
      return new JsonProblemException(path, refused.getMessage());
    }
    String found = JsonPhrases.found(JsonPaths.find(document, e.getPath()));
    Class<?> expected =
        e instanceof MismatchedInputException mismatch
            ? mismatch.getTargetType()
            : e.getCause() instanceof InputCoercionException tooLarge
                ? tooLarge.getTargetType()
                : null;
    if (expected != null) {
      return new JsonProblemException(
          path, "must be " + JsonPhrases.expected(expected) + ", but is " + found);
    }
    return new JsonProblemException(path, "cannot be read: it is " + found);
  }

  /** A literal such as 1e999 parses to infinity, which no model or column can take. */
  private static void refuseInfinity(JsonNode node, String path) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      throw new JsonProblemException(path, "must be a number of at most 1.7e308");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      refuseInfinity(field.getValue(), JsonPaths.join(path, field.getKey()));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        refuseInfinity(node.get(i), path + "[" + i + "]");
      }
    }
  }

  /** A place, to follow a message. */
  static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
