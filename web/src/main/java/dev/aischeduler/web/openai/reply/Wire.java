package dev.aischeduler.web.openai.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;

/** Documents as text, and stored text as documents. */
public final class Wire {
  private Wire() {}

  /** A document in one line. */
  public static String line(Object document) {
    try {
      return Json.mapper().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document cannot be written as JSON", e);
    }
  }

  /** A document that was stored as text. */
  public static JsonNode read(String stored) {
    try {
      return Json.mapper().readTree(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored document is not JSON: repair the row", e);
    }
  }
}
