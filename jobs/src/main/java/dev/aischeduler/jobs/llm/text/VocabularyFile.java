package dev.aischeduler.jobs.llm.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@code tokenizer.json} says of its vocabulary.
 *
 * @param pieces the tokens of the model, by id, as the file writes them
 * @param added tokens besides; each with {@code id}, {@code content}, {@code special}
 * @param decoder how pieces become text
 */
record VocabularyFile(Map<Integer, String> pieces, JsonNode added, JsonNode decoder) {

  /** Reads a file; as a stream, because the merges of a real model are megabytes. */
  static VocabularyFile read(Path file) throws IOException {
    Map<Integer, String> pieces = new HashMap<>();
    JsonNode added = MissingNode.getInstance();
    JsonNode decoder = MissingNode.getInstance();
    ObjectReader reader =
        Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try (JsonParser json = Json.mapper().createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "added_tokens" -> added = reader.readTree(json);
          case "decoder" -> decoder = reader.readTree(json);
          case "model" -> readModel(json, pieces);
          default -> json.skipChildren();
        }
      }
    }
    return new VocabularyFile(pieces, added, decoder);
  }

  private static void readModel(JsonParser json, Map<Integer, String> pieces) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean vocabulary = json.currentName().equals("vocab");
      JsonToken value = json.nextToken();
      if (vocabulary && value == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String piece = json.currentName();
          pieces.put(json.nextIntValue(-1), piece);
        }
      } else if (vocabulary && value == JsonToken.START_ARRAY) {
        // A list of pieces and scores, as of Unigram models.
        while (json.nextToken() == JsonToken.START_ARRAY) {
          pieces.put(pieces.size(), json.nextTextValue());
          json.nextToken();
          json.nextToken();
        }
      } else {
        json.skipChildren();
      }
    }
  }
}
