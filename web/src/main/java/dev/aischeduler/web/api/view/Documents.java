package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON documents that jobs carry as text. */
public final class Documents {
  private static final int EXCERPT = 120;

  private Documents() {}

  /** The stored document as a tree, or null for none. */
  public static @Nullable JsonNode read(@Nullable String document) {
    if (document == null) {
      return null;
    }
    try {
      return Json.mapper().readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored document is not JSON: repair the row", e);
    }
  }

  /** The model named in a result document, or null. */
  static @Nullable String model(@Nullable JsonNode result) {
    JsonNode model = result == null ? null : result.get("model");
    return model == null || !model.isTextual() ? null : model.textValue();
  }

  /** The beginning of what was asked for, cut between characters. */
  static String excerpt(@Nullable JsonNode request) {
    if (request == null) {
      return "";
    }
    JsonNode messages = request.path("messages");
    List<JsonNode> said =
        List.of(
            request.path("prompt"),
            request.path("text"),
            messages.path(messages.size() - 1).path("content"));
    for (JsonNode value : said) {
      if (value.isTextual()) {
        String text = value.textValue();
        int cut =
            text.offsetByCodePoints(0, Math.min(EXCERPT, text.codePointCount(0, text.length())));
        return cut == text.length() ? text : text.substring(0, cut) + "…";
      }
    }
    return "";
  }
}
