package dev.aischeduler.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to be. Nulls mean the lane's default.
 *
 * @param request the task's own fields, as sent
 * @param runAt earliest start; null for now
 * @param tags at most 20, each at most 64 characters
 * @param idempotencyKey same key and request: the same job; same key, other request: a conflict
 */
public record Submission(
    TaskType type,
    ObjectNode request,
    @Nullable Integer priority,
    @Nullable Integer maxAttempts,
    @Nullable Integer timeoutS,
    @Nullable Instant runAt,
    List<String> tags,
    @Nullable String idempotencyKey) {

  /** A submission with every default. */
  public static Submission of(TaskType type, ObjectNode request) {
    return new Submission(type, request, null, null, null, null, List.of(), null);
  }
}
