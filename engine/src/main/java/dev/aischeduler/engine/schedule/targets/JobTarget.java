package dev.aischeduler.engine.schedule.targets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job to be submitted.
 *
 * @param document its {@code type}, the fields of that type, and those that every submission takes
 */
public record JobTarget(ObjectNode document) implements ScheduleTarget {
  /** Its kind. */
  public static final String KIND = "job";

  private static final String PATH = FIELD + "." + KIND;
  private static final List<String> COMMON =
      List.of(
          "priority",
          "max_attempts",
          "timeout_s",
          "queue_timeout_s",
          "tags",
          "retry",
          "tenant",
          "callback_url",
          "callback_events");

  /** The fields that every job takes. */
  record Fields(
      @Nullable Integer priority,
      @Nullable Integer maxAttempts,
      @Nullable Integer timeoutS,
      @Nullable Integer queueTimeoutS,
      @Nullable List<String> tags,
      Submission.@Nullable RetryTerms retry,
      @Nullable String tenant,
      @Nullable String callbackUrl,
      @Nullable List<@Nullable String> callbackEvents) {}

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * The submission of one fire time.
   *
   * @param tag of every job of the schedule
   * @param key makes a second submission of the same fire time find the first job
   * @throws InvalidRequestException names the field
   */
  public Submission submission(Parameters parameters, String tag, String key) {
    ObjectNode request = (ObjectNode) parameters.render(document, PATH);
    TaskType type = type(request.remove("type"));
    ObjectNode common = request.objectNode();
    for (String name : COMMON) {
      JsonNode value = request.remove(name);
      if (value != null) {
        common.set(name, value);
      }
    }
    Fields fields = fields(common);
    List<String> tags = new ArrayList<>(Objects.requireNonNullElse(fields.tags(), List.of()));
    if (!tags.contains(tag)) {
      tags.add(tag);
    }
    return new Submission(
        type,
        request,
        fields.priority(),
        fields.maxAttempts(),
        fields.timeoutS(),
        null,
        tags,
        key,
        null,
        fields.queueTimeoutS(),
        fields.retry(),
        fields.tenant(),
        new CallbackTerms(fields.callbackUrl(), fields.callbackEvents()));
  }

  private static TaskType type(@Nullable JsonNode value) {
    return value == null || !value.isTextual()
        ? unknown("must name a task type")
        : TaskType.read(value.textValue())
            .orElseGet(() -> unknown("'" + value.textValue() + "' is no task type"));
  }

  private static TaskType unknown(String why) {
    throw new InvalidRequestException(PATH + ".type", why);
  }

  private static Fields fields(ObjectNode common) {
    try {
      return StrictJson.read(common, Fields.class);
    } catch (JsonProblemException e) {
      throw new InvalidRequestException(
          PATH + "." + e.path(), Objects.requireNonNullElse(e.getMessage(), "is refused"));
    }
  }
}
