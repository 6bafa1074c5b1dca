package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.JsonProblemException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.Submission;
import dev.aischeduler.engine.Submitted;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.web.api.view.SubmittedTasks;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes many submissions of any task type in one call: all of them, or none. */
final class BulkSubmitResource implements Resource {
  private static final Set<String> ANSWER_FIELDS = Set.of("async", "wait_s", "stream");

  private final JobService jobs;
  private final Gate gate;
  private final int maxBytes;
  private final Map<TaskType, SubmissionReader> readers = new EnumMap<>(TaskType.class);

  /**
   * The endpoint.
   *
   * @param handlers of every task type that is taken
   * @param maxBytes largest accepted body
   */
  BulkSubmitResource(JobService jobs, List<TaskHandler<?>> handlers, Gate gate, int maxBytes) {
    this.jobs = jobs;
    this.gate = gate;
    this.maxBytes = maxBytes;
    handlers.forEach(h -> readers.put(h.type(), new SubmissionReader(h.type(), h.requestType())));
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.V1 + "/tasks", this::submit);
  }

  private void submit(Context ctx) {
    gate.pass();
    ObjectNode body = JsonBody.object(ctx, maxBytes, "server.max_bulk_body_bytes");
    List<Submission> submissions = new ArrayList<>();
    for (JsonNode task : tasks(body)) {
      submissions.add(read(task, "tasks[" + submissions.size() + "]"));
    }
    List<Submitted> submitted = jobs.submitAll(submissions);
    Replies.json(ctx, 202, SubmittedTasks.of(submitted));
  }

  private static JsonNode tasks(ObjectNode body) {
    for (String name : (Iterable<String>) body::fieldNames) {
      if (!name.equals("tasks")) {
        throw ApiException.invalid(name, "unknown field").remedy("allowed: tasks");
      }
    }
    JsonNode tasks = body.path("tasks");
    if (!tasks.isArray()) {
      throw ApiException.invalid("tasks", "must be a list of tasks")
          .remedy("such as {\"tasks\": [{\"type\": \"llm\", \"prompt\": \"hello\"}]}");
    }
    return tasks;
  }

  private Submission read(JsonNode task, String where) {
    try {
      if (!(task instanceof ObjectNode fields)) {
        throw ApiException.invalid("", "must be an object such as {\"type\": \"llm\", ...}");
      }
      for (String name : ANSWER_FIELDS) {
        if (fields.hasNonNull(name)) {
          throw ApiException.invalid(name, "has no meaning here: a bulk submission never waits")
              .remedy("leave it out and ask for the status");
        }
      }
      SubmissionReader reader = reader(fields.remove("type"));
      return reader.read(fields, key(fields.remove("idempotency_key"))).submission();
    } catch (ApiException e) {
      throw e.field(join(where, e.field()));
    } catch (JsonProblemException e) {
      throw ApiException.invalid(join(where, e.path()), String.valueOf(e.getMessage()));
    }
  }

  private static String join(String where, @Nullable String field) {
    return field == null || field.isEmpty() ? where : where + "." + field;
  }

  private SubmissionReader reader(@Nullable JsonNode given) {
    SubmissionReader reader =
        given == null || !given.isTextual()
            ? null
            : TaskType.fromWireName(given.textValue()).map(readers::get).orElse(null);
    if (reader == null) {
      String names = String.join(", ", readers.keySet().stream().map(TaskType::wireName).toList());
      throw ApiException.invalid("type", "must be one of " + names);
    }
    return reader;
  }

  private static @Nullable String key(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return null;
    }
    if (!given.isTextual()) {
      throw ApiException.invalid("idempotency_key", "must be a text");
    }
    return given.textValue();
  }
}
