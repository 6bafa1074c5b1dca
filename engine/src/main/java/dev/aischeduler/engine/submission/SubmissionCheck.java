package dev.aischeduler.engine.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.webhook.Callbacks;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** Checks submissions, each on its own. Thread-safe. */
final class SubmissionCheck {
  private final Map<TaskType, TaskHandler<?>> handlers;
  private final Tenants tenants;
  private final Callbacks callbacks;
  private final Clock clock;

  SubmissionCheck(
      Map<TaskType, TaskHandler<?>> handlers, Tenants tenants, Callbacks callbacks, Clock clock) {
    this.handlers = handlers;
    this.tenants = tenants;
    this.callbacks = callbacks;
    this.clock = clock;
  }

  /**
   * The submission with its request as its handler completes it.
   *
   * @throws InvalidRequestException names the field
   */
  CheckedSubmission of(Submission submission) {
    SubmissionRules.check(submission, clock);
    tenants.require(JobFactory.tenant(submission));
    return new CheckedSubmission(
        submission,
        canonical(handler(submission.type()), submission),
        callbacks.check(submission.callback()));
  }

  /** What a checked request asks for; see {@code TaskHandler.work}. */
  Map<String, Long> work(CheckedSubmission checked) {
    return work(handler(checked.submission().type()), checked.request());
  }

  private static <R extends Record> Map<String, Long> work(TaskHandler<R> handler, String request) {
    try {
      return handler.work(Json.mapper().readValue(request, handler.requestType()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request written as JSON cannot be read again", e);
    }
  }

  private TaskHandler<?> handler(TaskType type) {
    TaskHandler<?> handler = handlers.get(type);
    if (handler == null) {
      throw new ConflictException("this node does not take " + type.wireName() + " jobs");
    }
    return handler;
  }

  private static <R extends Record> String canonical(
      TaskHandler<R> handler, Submission submission) {
    try {
      R request = handler.validate(StrictJson.read(submission.request(), handler.requestType()));
      return Json.mapper().writeValueAsString(request);
    } catch (JsonProblemException e) {
      throw new InvalidRequestException(e.path(), message(e));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a validated request cannot be written as JSON", e);
    }
  }

  static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "is refused");
  }
}
