package dev.aischeduler.web.api.reply;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem document. Immutable; the with-methods copy. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String kind;
  private final @Nullable String field;
  private final @Nullable String remedy;
  private final @Nullable UUID taskId;
  private final transient @Nullable List<UUID> taskIds;
  private final @Nullable String errorType;
  private final @Nullable Integer retryAfterS;

  private ApiException(
      int status,
      String kind,
      String detail,
      @Nullable String field,
      @Nullable String remedy,
      @Nullable UUID taskId,
      @Nullable List<UUID> taskIds,
      @Nullable String errorType,
      @Nullable Integer retryAfterS) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.field = field;
    this.remedy = remedy;
    this.taskId = taskId;
    this.taskIds = taskIds;
    this.errorType = errorType;
    this.retryAfterS = retryAfterS;
  }

  /**
   * A problem with only its required members.
   *
   * @param status HTTP status
   * @param kind last part of the problem's type, in kebab-case
   * @param detail what happened
   */
  public static ApiException of(int status, String kind, String detail) {
    return new ApiException(status, kind, detail, null, null, null, null, null, null);
  }

  /** 400: a value that cannot be accepted. */
  public static ApiException invalid(String field, String detail) {
    return of(400, "invalid-request", detail).field(field);
  }

  /** 404: nothing has this name. */
  public static ApiException notFound(String detail) {
    return of(404, "not-found", detail);
  }

  /** 503: not now, but again after some seconds. */
  public static ApiException unavailable(String detail, int retryAfterS) {
    return of(503, "unavailable", detail).retryAfter(retryAfterS);
  }

  /** The same problem of this field of the request. */
  public ApiException field(String value) {
    return new ApiException(
        status, kind, detail(), value, remedy, taskId, taskIds, errorType, retryAfterS);
  }

  /** The same problem with what the caller can do about it. */
  public ApiException remedy(String value) {
    return new ApiException(
        status, kind, detail(), field, value, taskId, taskIds, errorType, retryAfterS);
  }

  /** The same problem of this job, with why it failed, if it did. */
  public ApiException job(UUID id, @Nullable String type) {
    return new ApiException(status, kind, detail(), field, remedy, id, taskIds, type, retryAfterS);
  }

  /** Names the jobs of a bulk submission. */
  public ApiException jobs(List<UUID> ids) {
    return new ApiException(
        status, kind, detail(), field, remedy, taskId, ids, errorType, retryAfterS);
  }

  /** The same problem, to be tried again in so many seconds. */
  public ApiException retryAfter(int seconds) {
    return new ApiException(
        status, kind, detail(), field, remedy, taskId, taskIds, errorType, seconds);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Last part of the problem's type. */
  public String kind() {
    return kind;
  }

  /** What is wrong. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Field of the request, or null. */
  public @Nullable String field() {
    return field;
  }

  /** What the caller can do, or null. */
  public @Nullable String remedy() {
    return remedy;
  }

  /** Job that the problem is about, or null. */
  public @Nullable UUID taskId() {
    return taskId;
  }

  /** Jobs of a bulk submission that the problem is about, or null. */
  public @Nullable List<UUID> taskIds() {
    return taskIds;
  }

  /** Why the job failed, or null. */
  public @Nullable String errorType() {
    return errorType;
  }

  /** Value of the header Retry-After, or null for none. */
  public @Nullable Integer retryAfterS() {
    return retryAfterS;
  }
}
