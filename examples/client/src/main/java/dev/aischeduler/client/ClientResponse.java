package dev.aischeduler.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call. A call that waits for a task is a success when the task has succeeded; any
 * other when the server did what was asked. Immutable.
 */
public final class ClientResponse {
  private static final int OK = 200;
  private static final int FIRST_ERROR = 300;

  private final Reply reply;
  private final @Nullable Throwable cause;
  private final @Nullable UUID task;

  private ClientResponse(Reply reply, @Nullable Throwable cause, @Nullable UUID task) {
    this.reply = reply;
    this.cause = cause;
    this.task = task;
  }

  /** An answer of the server. */
  static ClientResponse of(Reply reply) {
    return new ClientResponse(reply, null, null);
  }

  /** No answer. */
  static ClientResponse failed(Throwable cause, @Nullable UUID task) {
    return new ClientResponse(Reply.NONE, cause, task);
  }

  /** True when the call did what was asked of it. */
  public boolean isSuccess() {
    return status() >= OK && status() < FIRST_ERROR;
  }

  /** HTTP status; 0 when no answer came. */
  public int status() {
    return reply.status();
  }

  /** The answer's body as text; empty when none came. */
  public String body() {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  /** The answer's body; a copy. */
  public byte[] bytes() {
    return reply.body().clone();
  }

  /** A header of the answer. */
  public Optional<String> header(String name) {
    return reply.header(name);
  }

  /** True when the server said that nothing has changed, and the body is a kept one. */
  public boolean isCached() {
    return reply.cached();
  }

  /** The task concerned, also when it goes on after the call has given up. */
  public Optional<UUID> taskId() {
    if (task != null) {
      return Optional.of(task);
    }
    JsonNode id = reply.json().path("task_id");
    return id.isTextual() ? Ids.read(id.textValue()) : reply.header("X-Task-Id").flatMap(Ids::read);
  }

  /** Why the server refused the call, or how the task went wrong. */
  public Optional<Problem> problem() {
    String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith(Reply.PROBLEM) ? Optional.of(as(Problem.class)) : Optional.empty();
  }

  /** What went wrong, in one line for people; empty after a success. */
  public String error() {
    if (isSuccess()) {
      return "";
    }
    if (cause != null) {
      String message = cause.getMessage();
      String goesOn = task == null ? "" : "; task " + task + " may go on";
      return (message == null ? cause.getClass().getSimpleName() : message) + goesOn;
    }
    return status() + ": " + problem().map(Problem::sentence).orElseGet(this::body);
  }

  /** Why no answer came. */
  @Nullable Throwable cause() {
    return cause;
  }

  /**
   * The body as JSON.
   *
   * @throws IllegalStateException when it is none
   */
  public JsonNode json() {
    JsonNode json = reply.json();
    if (json.isMissingNode()) {
      throw new IllegalStateException("the body is no JSON: " + this);
    }
    return json;
  }

  /**
   * The body as a value of a type.
   *
   * @throws IllegalStateException when it is none
   */
  public <T> T as(Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(json(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the body is no " + type.getSimpleName() + ": " + this, e);
    }
  }

  /**
   * The task that the body tells of.
   *
   * @throws IllegalStateException when it tells of none, as after a failure
   */
  public Task task() {
    return as(Task.class);
  }

  /**
   * The text that a language model wrote.
   *
   * @throws IllegalStateException when the body tells of no task, as after a failure
   */
  public String text() {
    return task().text();
  }

  /**
   * This, when it is a success.
   *
   * @throws AiSchedulerException otherwise
   */
  public ClientResponse orThrow() {
    if (!isSuccess()) {
      throw new AiSchedulerException(this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "ClientResponse[" + (isSuccess() ? String.valueOf(status()) : error()) + "]";
  }
}
