package dev.aischeduler.web.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parts a submission's body into the task's own fields and those that every task takes. */
public final class SubmissionReader {
  private static final Set<String> COMMON = names(SubmissionFields.class);
  private static final int MAX_WAIT_S = 3600;

  private final TaskType type;
  private final boolean streams;
  private final Settings.Lanes lanes;
  private final Set<String> known;

  /**
   * A reader for one task type.
   *
   * @param module the task type
   * @param request the task's own fields
   * @param lanes their usual priorities
   */
  public SubmissionReader(
      TaskModule module, Class<? extends Record> request, Settings.Lanes lanes) {
    this.type = module.type();
    this.streams = module.endpoint().streams();
    this.lanes = lanes;
    this.known = new TreeSet<>(names(request));
    this.known.addAll(COMMON);
  }

  /** A submission and how its caller wants the answer. */
  public record Read(Submission submission, SubmissionFields fields) {}

  /**
   * Reads the request's body and headers.
   *
   * @throws ApiException names the field at fault
   */
  public Read read(Context ctx) {
    return read(JsonBody.object(ctx), ctx.header("Idempotency-Key"), Caller.of(ctx));
  }

  /**
   * Reads a submission of a caller; empties the body of the fields that every task takes.
   *
   * @throws ApiException names the field at fault
   */
  public Read read(ObjectNode body, @Nullable String idempotencyKey, Caller caller) {
    refuseUnknown(body);
    ObjectNode common = body.objectNode();
    for (String name : COMMON) {
      JsonNode value = body.remove(name);
      if (value != null) {
        common.set(name, value);
      }
    }
    SubmissionFields fields = StrictJson.read(common, SubmissionFields.class);
    check(fields);
    List<@Nullable String> tags = Objects.requireNonNullElse(fields.tags(), List.of());
    if (tags.stream().anyMatch(Objects::isNull)) {
      throw ApiException.invalid("tags", "tags must be texts, not null");
    }
    return new Read(
        Scope.submission(
            caller,
            new Submission(
                type,
                body,
                fields.priority(),
                fields.maxAttempts(),
                fields.timeoutS(),
                fields.runAt(),
                tags.stream().filter(Objects::nonNull).toList(),
                idempotencyKey,
                fields.uniqueKey(),
                fields.queueTimeoutS(),
                fields.retry(),
                fields.tenant(),
                new CallbackTerms(fields.callbackUrl(), fields.callbackEvents())),
            lanes),
        fields);
  }

  private void refuseUnknown(ObjectNode body) {
    Set<String> unknown = new HashSet<>();
    body.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String name = unknown.iterator().next();
      throw ApiException.invalid(name, "unknown field" + Suggestion.phrase(name, known))
          .remedy("allowed: " + String.join(", ", known));
    }
  }

  private void check(SubmissionFields fields) {
    Integer waitS = fields.waitS();
    if (waitS != null && (waitS < 0 || waitS > MAX_WAIT_S)) {
      throw ApiException.invalid("wait_s", "must be 0 to " + MAX_WAIT_S + ", but is " + waitS)
          .remedy("for longer jobs send \"async\": true and ask for the status");
    }
    boolean stream = Boolean.TRUE.equals(fields.stream());
    if (stream && !streams) {
      throw ApiException.invalid("stream", type + " tasks cannot be streamed")
          .remedy("follow other tasks at GET /api/v1/task/{task_id}/events");
    }
    if (stream && Boolean.TRUE.equals(fields.async())) {
      throw ApiException.invalid("stream", "stream and async exclude each other")
          .remedy("send only one of them");
    }
  }

  private static Set<String> names(Class<? extends Record> type) {
    PropertyNamingStrategies.SnakeCaseStrategy snake =
        new PropertyNamingStrategies.SnakeCaseStrategy();
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(snake::translate)
        .collect(Collectors.toUnmodifiableSet());
  }
}
