package dev.aischeduler.engine.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.webhook.CallbackTerms;
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
 * @param uniqueKey while a job with this key is not final, that job is the answer
 * @param queueTimeoutS seconds it may wait for its first start; 0 for ever
 * @param retry its own waits between attempts
 * @param tenant whose job it is; null for the default tenant's
 * @param callback where its end is reported to
 */
public record Submission(
    TaskType type,
    ObjectNode request,
    @Nullable Integer priority,
    @Nullable Integer maxAttempts,
    @Nullable Integer timeoutS,
    @Nullable Instant runAt,
    List<String> tags,
    @Nullable String idempotencyKey,
    @Nullable String uniqueKey,
    @Nullable Integer queueTimeoutS,
    @Nullable RetryTerms retry,
    @Nullable String tenant,
    CallbackTerms callback) {

  /**
   * Waits between attempts; nulls mean the lane's.
   *
   * @param backoffS seconds before the first retry
   * @param backoffMaxS longest wait in seconds
   * @param factor what each wait is multiplied by for the next, 1 to 10
   */
  public record RetryTerms(
      @Nullable Integer backoffS, @Nullable Integer backoffMaxS, @Nullable Double factor) {}

  /** A submission with the fields that most callers need. */
  public Submission(
      TaskType type,
      ObjectNode request,
      @Nullable Integer priority,
      @Nullable Integer maxAttempts,
      @Nullable Integer timeoutS,
      @Nullable Instant runAt,
      List<String> tags,
      @Nullable String idempotencyKey) {
    this(
        type,
        request,
        priority,
        maxAttempts,
        timeoutS,
        runAt,
        tags,
        idempotencyKey,
        null,
        null,
        null,
        null,
        CallbackTerms.NONE);
  }

  /** The same job, with another priority and of another tenant. */
  public Submission with(@Nullable Integer otherPriority, @Nullable String otherTenant) {
    return new Submission(
        type,
        request,
        otherPriority,
        maxAttempts,
        timeoutS,
        runAt,
        tags,
        idempotencyKey,
        uniqueKey,
        queueTimeoutS,
        retry,
        otherTenant,
        callback);
  }

  /** A submission with every default. */
  public static Submission of(TaskType type, ObjectNode request) {
    return new Submission(type, request, null, null, null, null, List.of(), null);
  }
}
