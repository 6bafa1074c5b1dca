package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.reply.StoredJobs;
import dev.aischeduler.web.api.request.BulkLimits;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.request.SubmissionReader;
import dev.aischeduler.web.api.view.SubmittedTasks;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes many submissions of any task type in one call: all of them, or none. */
public final class BulkSubmitResource implements Resource {
  private static final String TASKS = "tasks";
  private static final Set<String> ANSWER_FIELDS = Set.of("async", "wait_s", "stream", "dry_run");

  private final JobService jobs;
  private final Gate gate;
  private final BulkLimits limits;
  private final Map<String, SubmissionReader> readers = new LinkedHashMap<>();

  /**
   * The endpoint.
   *
   * @param modules every task type
   * @param handlers of every task type that is taken
   * @param lanes their usual priorities
   * @param limits of one call
   */
  BulkSubmitResource(
      JobService jobs,
      TaskModules modules,
      List<TaskHandler<?>> handlers,
      Settings.Lanes lanes,
      Gate gate,
      BulkLimits limits) {
    this.jobs = jobs;
    this.gate = gate;
    this.limits = limits;
    handlers.forEach(
        h ->
            readers.put(
                h.type().wireName(),
                new SubmissionReader(modules.of(h.type()), h.requestType(), lanes)));
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.TASKS, this::submit);
  }

  private void submit(Context ctx) {
    gate.pass();
    List<Submission> submissions = new ArrayList<>();
    // each is checked when it comes, so that a list of nonsense is refused at its first item
    Caller caller = Caller.of(ctx);
    JsonBody.items(
        ctx, limits, TASKS, task -> submissions.add(next(task, submissions.size(), caller)));
    List<Submitted> submitted = jobs.submitAll(submissions, ids -> StoredJobs.storingAll(ctx, ids));
    StoredJobs.storedAll(
        ctx, submitted.stream().filter(Submitted::created).map(s -> s.job().id()).toList());
    Replies.json(ctx, 202, SubmittedTasks.of(submitted));
  }

  private Submission next(JsonNode task, int index, Caller caller) {
    if (index == limits.maxTasks()) {
      throw ApiException.invalid(TASKS, "must be at most " + limits.maxTasks())
          .remedy("send the rest in another call");
    }
    return read(task, TASKS + "[" + index + "]", caller);
  }

  private Submission read(JsonNode task, String where, Caller caller) {
    try {
      if (!(task instanceof ObjectNode fields)) {
        throw ApiException.invalid("", "must be an object such as {\"type\": \"llm\", ...}");
      }
      for (String name : ANSWER_FIELDS) {
        if (fields.hasNonNull(name)) {
          throw ApiException.invalid(name, "has no meaning in a bulk submission, which never waits")
              .remedy("leave it out and ask for the status, or submit the task alone");
        }
      }
      SubmissionReader reader = reader(fields.remove("type"));
      return reader.read(fields, key(fields.remove("idempotency_key")), caller).submission();
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
        given == null || !given.isTextual() ? null : readers.get(given.textValue());
    if (reader == null) {
      String names = String.join(", ", readers.keySet());
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
