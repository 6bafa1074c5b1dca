package dev.aischeduler.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * Something that happened to a task.
 *
 * @param seq position in its history; 0 for what is not stored
 * @param kind {@code state}, {@code progress}, {@code token}, {@code preview}
 * @param data what the kind tells
 */
public record TaskEvent(long seq, UUID taskId, Instant at, String kind, JsonNode data) {
  /** How much is done, 0..1; empty unless this is about progress. */
  public OptionalDouble progress() {
    JsonNode progress = data.path("progress");
    return kind.equals("progress") && progress.isNumber()
        ? OptionalDouble.of(progress.asDouble())
        : OptionalDouble.empty();
  }

  /** Progress in words, such as {@code step 4/20}; may be empty. */
  public String note() {
    return data.path("note").asText();
  }
}
