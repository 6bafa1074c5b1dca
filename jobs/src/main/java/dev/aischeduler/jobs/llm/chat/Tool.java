package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model may call, in the shape of OpenAI's API.
 *
 * @param type {@code function}; default: that
 * @param function what can be called
 */
public record Tool(@Nullable String type, @Nullable Function function) {

  /**
   * A function.
   *
   * @param name 1 to 64 letters, digits, dashes and underscores
   * @param description when and how to call it; for the model
   * @param parameters JSON Schema of its arguments, an object; default: no arguments
   * @param strict false: keywords of the schema that decoding cannot enforce are hints; default:
   *     they are refused
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Function(
      @Nullable String name,
      @Nullable String description,
      @Nullable JsonNode parameters,
      @Nullable Boolean strict) {}
}
