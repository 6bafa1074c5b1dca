package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an object; what is wrong is noted, and null stands in its place. */
final class Fields {
  private final JsonNode object;
  private final String path;
  private final Problems problems;

  Fields(JsonNode object, String path, Problems problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  /** Path of one of them. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Notes those that are not among these. */
  void allow(List<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(
                    path(name),
                    "unknown field"
                        + Suggestion.phrase(name, known)
                        + "; allowed: "
                        + String.join(", ", known));
              }
            });
  }

  /** The value; null when it was not given. */
  @Nullable JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** A text of some length; null when it was not given. */
  @Nullable String text(String name, int longest) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > longest) {
      problems.add(path(name), "must be a text of 1 to " + longest + " characters");
      return null;
    }
    return value.asText();
  }

  /** A whole number within bounds; null when it was not given. */
  @Nullable Integer number(String name, int min, int max) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.asInt() < min
        || value.asInt() > max) {
      problems.add(path(name), "must be a whole number from " + min + " to " + max);
      return null;
    }
    return value.asInt();
  }
}
