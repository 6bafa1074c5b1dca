package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer calls tools. JSON has it in the shape of OpenAI's API: one of the three modes
 * as a text, or {@code {"type":"function","function":{"name":...}}}.
 *
 * @param mode {@code none}, {@code auto} (the model decides), {@code required} (one of the tools)
 *     or {@code function} (the named one)
 * @param function name of the function that must be called; null in the other modes
 */
public record ToolChoice(String mode, @Nullable String function) {
  static final String NONE = "none";
  static final String AUTO = "auto";
  static final String REQUIRED = "required";
  static final String FUNCTION = "function";
  static final Set<String> MODES = Set.of(NONE, AUTO, REQUIRED, FUNCTION);
  static final String FORMS =
      "tool_choice must be none, auto, required or"
          + " {\"type\":\"function\",\"function\":{\"name\":...}}";

  /**
   * Reads either shape; what the mode may be is checked by {@link LlmRequestRules}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ToolChoice of(JsonNode json) {
    if (json.isTextual() && !json.asText().equals(FUNCTION)) {
      return new ToolChoice(json.asText(), null);
    }
    JsonNode name = json.path("function").path("name");
    if (json.path("type").asText().equals(FUNCTION) && name.isTextual()) {
      return new ToolChoice(FUNCTION, name.asText());
    }
    throw new IllegalArgumentException(FORMS);
  }

  /** The shape that {@link #of} reads. */
  @JsonValue
  Object json() {
    return function == null ? mode : Map.of("type", FUNCTION, FUNCTION, Map.of("name", function));
  }

  /** Whether the answer must be a call. */
  boolean forced() {
    return mode.equals(REQUIRED) || mode.equals(FUNCTION);
  }
}
