package dev.aischeduler.web.api.reply;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.util.Objects;

/** Says in HTTP how a job that a caller waited for went wrong. */
public final class JobErrors {
  private static final int RETRY_S = 5;

  private JobErrors() {}

  /**
   * The problem of a final job without a result: 409 cancelled, 422 a request that can never run,
   * 504 timed out, 503 anything else.
   */
  public static ApiException of(Job job) {
    if (job.status() == JobStatus.CANCELLED) {
      return ApiException.of(409, "task-cancelled", "the task was cancelled")
          .job(job.id(), job.errorType())
          .remedy("POST /api/v1/task/" + job.id() + "/retry runs it again");
    }
    String type = Objects.requireNonNullElse(job.errorType(), "error");
    String message = Objects.requireNonNullElse(job.errorMessage(), "the task failed");
    return switch (type) {
      case "permanent", "invalid_request" ->
          ApiException.of(422, "task-failed", message).job(job.id(), type);
      case "timeout", "timed_out" ->
          ApiException.of(504, "task-timed-out", message)
              .job(job.id(), type)
              .remedy("give it more time with timeout_s");
      default ->
          ApiException.of(503, "task-failed", message)
              .job(job.id(), type)
              .retryAfter(RETRY_S)
              .remedy("POST /api/v1/task/" + job.id() + "/retry runs it again");
    };
  }
}
