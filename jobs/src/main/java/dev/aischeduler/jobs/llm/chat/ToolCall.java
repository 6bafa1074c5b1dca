package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool, in the shape of OpenAI's API.
 *
 * @param id names the call, so that a message of role {@code tool} can answer it
 * @param type {@code function}; default: that
 * @param function what is called
 */
public record ToolCall(@Nullable String id, @Nullable String type, @Nullable Function function) {

  /** Name of the called function; empty when it is missing. */
  String name() {
    return function == null || function.name() == null ? "" : function.name();
  }

  /** The arguments as the text of JSON; an empty object when they are missing. */
  String arguments() {
    return function == null || function.arguments() == null ? "{}" : function.arguments();
  }

  /** The arguments as a value; their text where it is no JSON. */
  JsonNode argumentsJson() {
    try {
      return Json.mapper().readTree(arguments());
    } catch (JsonProcessingException e) {
      return Json.mapper().getNodeFactory().textNode(arguments());
    }
  }

  /**
   * A called function.
   *
   * @param name its name
   * @param arguments its arguments: the text of a JSON object
   */
  public record Function(@Nullable String name, @Nullable String arguments) {}
}
