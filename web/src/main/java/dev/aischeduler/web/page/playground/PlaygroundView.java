package dev.aischeduler.web.page.playground;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A form that submits jobs of one type.
 *
 * @param type task type
 * @param types all that can be chosen
 * @param path of submissions of the type
 * @param models names that can be chosen
 * @param request fields that are filled in, by name
 * @param messages a conversation to go on with, a JSON array; empty for a new one
 * @param others fields of the request that the form has no place for, a JSON object; or empty
 * @param priority 0..9; null for that of the lane
 * @param source the job that the form is filled from, or null
 */
public record PlaygroundView(
    String type,
    List<String> types,
    String path,
    List<String> models,
    Map<String, JsonNode> request,
    String messages,
    String others,
    @Nullable Integer priority,
    @Nullable UUID source) {

  /** What a field is filled with; empty when it is not. */
  public String field(String name) {
    JsonNode value = request.get(name);
    return value == null ? "" : value.asText();
  }

  /** Key of the text of a task type; the name of the type stands for one without a text. */
  public static String text(String type) {
    return "playground." + type;
  }
}
