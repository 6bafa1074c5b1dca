package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model may call, in the shape of OpenAI's API.
 *
 * @param type {@code function}; default: that
 * @param function what can be called
 */
public record Tool(@Nullable String type, @Nullable Function function) {

  /** What a model is told of it, with the keys in the order that models were trained on. */
  JsonNode described() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "function");
    ObjectNode told = json.putObject("function");
    if (function != null) {
      told.put("name", function.name());
      if (function.description() != null) {
        told.put("description", function.description());
      }
      told.set("parameters", or(function.parameters()));
    }
    return json;
  }

  private static JsonNode or(@Nullable JsonNode parameters) {
    if (parameters != null && parameters.isObject()) {
      return parameters;
    }
    ObjectNode none = JsonNodeFactory.instance.objectNode().put("type", "object");
    none.putObject("properties");
    return none;
  }

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
