package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.view.TaskView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One job: status, cancel, retry, priority. */
final class TaskResource implements Resource {
  private static final String ONE = Paths.V1 + "/task/{task_id}";
  private final JobService jobs;

  TaskResource(JobService jobs) {
    this.jobs = jobs;
  }

  /** Body of a change of priority. */
  record Change(@Nullable Integer priority) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Paths.V1 + "/task/status/{task_id}",
        ctx -> Replies.json(ctx, 200, TaskView.of(TaskLookup.find(jobs, ctx))));
    routes.post(ONE + "/cancel", this::cancel);
    routes.delete(ONE, this::cancel);
    routes.post(ONE + "/retry", this::retry);
    routes.patch(ONE, this::change);
  }

  private void cancel(Context ctx) {
    UUID id = TaskLookup.id(jobs, ctx);
    jobs.cancel(id);
    answer(ctx, id);
  }

  private void retry(Context ctx) {
    UUID id = TaskLookup.id(jobs, ctx);
    jobs.retry(id);
    answer(ctx, id);
  }

  private void change(Context ctx) {
    UUID id = TaskLookup.id(jobs, ctx);
    ObjectNode body = JsonBody.object(ctx);
    JsonNode given = body.path("priority");
    Integer priority = StrictJson.read(body, Change.class).priority();
    if (priority == null || priority < 0 || priority > 9) {
      String found = given.isMissingNode() ? "missing" : given.toString();
      throw ApiException.invalid("priority", "must be a number from 0 to 9, but is " + found)
          .remedy("9 runs first");
    }
    Scope.priority(Caller.of(ctx), priority, priority);
    AuditLog.details(ctx, "priority " + priority);
    jobs.reprioritise(id, priority);
    answer(ctx, id);
  }

  private void answer(Context ctx, UUID id) {
    Replies.json(ctx, 200, TaskView.of(TaskLookup.find(jobs, Caller.of(ctx), id)));
  }
}
