package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the text of an answer must be, in the shape of OpenAI's API.
 *
 * @param type {@code text}, {@code json_object} (any JSON object) or {@code json_schema}
 * @param jsonSchema the schema; only with {@code json_schema}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseFormat(@Nullable String type, @Nullable JsonSchema jsonSchema) {
  static final String TEXT = "text";
  static final String JSON_OBJECT = "json_object";
  static final String JSON_SCHEMA = "json_schema";
  static final Set<String> TYPES = Set.of(TEXT, JSON_OBJECT, JSON_SCHEMA);

  /**
   * A named schema.
   *
   * @param name 1 to 64 letters, digits, dashes and underscores; for people and logs
   * @param description what the answer is for; may be missing
   * @param schema a JSON Schema (draft 2020-12); {@link LlmRequestRules} says which keywords
   * @param strict false: keywords that decoding cannot enforce are ignored; default: they are
   *     refused
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JsonSchema(
      @Nullable String name,
      @Nullable String description,
      @Nullable JsonNode schema,
      @Nullable Boolean strict) {}
}
