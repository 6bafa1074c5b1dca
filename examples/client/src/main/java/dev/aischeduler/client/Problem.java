package dev.aischeduler.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refused a call, or how a task went wrong (RFC 9457).
 *
 * @param type URN of its kind
 * @param detail what is wrong
 * @param field path of the field at fault
 * @param remedy what the caller can do
 * @param taskId the task concerned
 * @param errorType cause of a task's failure, for machines
 * @param traceId finds the request in the server's log
 */
public record Problem(
    @Nullable String type,
    @Nullable String title,
    int status,
    @Nullable String detail,
    @Nullable String field,
    @Nullable String remedy,
    @Nullable UUID taskId,
    @Nullable String errorType,
    @Nullable String traceId) {

  /** One line for people: the field, what is wrong, the remedy. */
  public String sentence() {
    return (field == null ? "" : field + ": ")
        + (detail == null ? title : detail)
        + (remedy == null ? "" : " (" + remedy + ")");
  }
}
