package dev.aischeduler.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Tells how a task ended as the server tells callers who waited for it. */
final class TaskEnd {
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int UNAVAILABLE = 503;
  private static final int TIMED_OUT = 504;

  private TaskEnd() {}

  /**
   * The response to a call that waited for a task.
   *
   * @param status answer to the question for its status, which is final
   */
  static ClientResponse response(Reply status) {
    Task task = ClientResponse.of(status).task();
    if (task.status() == TaskStatus.SUCCEEDED) {
      return ClientResponse.of(status);
    }
    TaskError error = task.error();
    String type = error == null ? "error" : error.type();
    boolean cancelled = task.status() == TaskStatus.CANCELLED;
    int code = cancelled ? CONFLICT : code(type);
    String kind = cancelled ? "cancelled" : code == TIMED_OUT ? "timed-out" : "failed";
    ObjectNode problem =
        Json.MAPPER
            .createObjectNode()
            .put("type", "urn:ai-scheduler:problem:task-" + kind)
            .put("title", "the task has " + (cancelled ? "been cancelled" : "failed"))
            .put("status", code)
            .put("detail", cancelled || error == null ? "the task was " + kind : error.message())
            .put("task_id", task.taskId().toString())
            .put("error_type", type);
    return ClientResponse.of(
        Reply.of(code, Reply.PROBLEM, problem.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static int code(String errorType) {
    return switch (errorType) {
      case "permanent", "invalid_request" -> UNPROCESSABLE;
      case "timeout", "timed_out" -> TIMED_OUT;
      default -> UNAVAILABLE;
    };
  }
}
