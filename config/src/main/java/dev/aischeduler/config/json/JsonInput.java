package dev.aischeduler.config.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Parses untrusted JSON as a stream and within limits: a document that exceeds one is refused at
 * that place, before the rest is read. A byte order mark at the start is skipped. Thread-safe.
 */
public final class JsonInput {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final JsonFactory factory;
  private final JsonLimits limits;

  /** Input with limits. */
  public JsonInput(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(JsonLimits.MAX_DEPTH)
                    .maxNumberLength(JsonLimits.MAX_NUMBER_CHARS)
                    .maxNameLength(JsonLimits.MAX_NAME_CHARS)
                    .maxStringLength(limits.maxTextChars())
                    .build())
            // names of untrusted documents must not be interned
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /**
   * Parses a text.
   *
   * @throws JsonProblemException broken JSON, repeated fields, an empty text, a limit exceeded
   */
  public JsonNode tree(String text) {
    try {
      return tree(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot fail to be read", e);
    }
  }

  /**
   * Parses a stream of UTF-8 to its end.
   *
   * @throws JsonProblemException as {@link #tree(String)}, or bytes that are no UTF-8
   * @throws IOException when the stream cannot be read
   */
  public JsonNode tree(InputStream utf8) throws IOException {
    return tree(decoded(utf8));
  }

  private JsonNode tree(Reader text) throws IOException {
    try (JsonParser parser = factory.createParser(withoutMark(text))) {
      return guarded(
          parser,
          () -> {
            begin(parser);
            JsonNode tree = new JsonTreeBuilder(parser, limits).value();
            end(parser);
            return tree;
          });
    }
  }

  /**
   * Parses an object whose only member is a list, and passes its items on one by one, so that the
   * list is never held in memory. Items that were passed on must be discarded when this throws.
   *
   * @param member name of the list
   * @param example of the whole document, for the remedy
   * @param each takes an item; what it throws ends the parsing
   * @throws JsonProblemException as {@link #tree(InputStream)}, or another object
   * @throws IOException when the stream cannot be read
   */
  public void items(InputStream utf8, String member, String example, Consumer<JsonNode> each)
      throws IOException {
    try (JsonParser parser = factory.createParser(withoutMark(decoded(utf8)))) {
      guarded(
          parser,
          () -> {
            JsonProblemException noList =
                new JsonProblemException(member, "must be a list; send " + example);
            if (begin(parser) != JsonToken.START_OBJECT) {
              throw new JsonProblemException("", "must be a JSON object such as " + example);
            }
            boolean found = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
              if (!parser.currentName().equals(member)) {
                throw new JsonProblemException(
                    parser.currentName(), "unknown field; allowed: " + member);
              }
              if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw noList;
              }
              found = true;
              JsonTreeBuilder builder = new JsonTreeBuilder(parser, limits);
              while (parser.nextToken() != JsonToken.END_ARRAY) {
                each.accept(builder.value());
              }
            }
            if (!found) {
              throw noList;
            }
            end(parser);
            return member;
          });
    }
  }

  private static JsonToken begin(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new JsonProblemException("", "is empty; send a JSON object such as {\"key\": 1}");
    }
    return first;
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonProblemException(
          "",
          "holds more than one JSON value"
              + StrictJson.at(parser.currentTokenLocation())
              + "; send exactly one");
    }
  }

  private static Reader decoded(InputStream utf8) {
    // a decoder of its own refuses broken UTF-8, which a reader of a charset would replace
    return new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder());
  }

  private static Reader withoutMark(Reader text) throws IOException {
    PushbackReader reader = new PushbackReader(text);
    try {
      int first = reader.read();
      if (first >= 0 && first != BYTE_ORDER_MARK) {
        reader.unread(first);
      }
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
    return reader;
  }

  /** A step of the parsing. */
  @FunctionalInterface
  private interface Parsing<T> {
    T run() throws IOException;
  }

  private static <T> T guarded(JsonParser parser, Parsing<T> parsing) throws IOException {
    try {
      return parsing.run();
    } catch (StreamConstraintsException e) {
      throw StrictJson.exceeded(e, parser);
    } catch (JsonProcessingException e) {
      throw StrictJson.syntax(e);
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  private static JsonProblemException notUtf8() {
    return new JsonProblemException("", "is not valid UTF-8; encode it as UTF-8");
  }
}
