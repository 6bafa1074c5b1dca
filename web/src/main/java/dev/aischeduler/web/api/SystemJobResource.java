package dev.aischeduler.web.api;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.bulk.BulkActionTask;
import dev.aischeduler.engine.system.SystemJob;
import dev.aischeduler.engine.system.SystemJobState;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.jobs.model.hub.ModelPulls;
import dev.aischeduler.jobs.model.hub.PullRequest;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.ModelPullView;
import dev.aischeduler.web.api.view.SystemJobView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The durable background work of the service, and the pulls of models among it. */
final class SystemJobResource implements Resource {
  /** System jobs, newest first. */
  record SystemJobsReply(List<SystemJobView> systemJobs) {}

  private static final String JOBS = Paths.V1 + "/system/jobs";
  private static final String ID = "id";
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;
  private final SystemJobs system;
  private final ModelPulls pulls;

  SystemJobResource(SystemJobs system, ModelPulls pulls) {
    this.system = system;
    this.pulls = pulls;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(JOBS, this::list);
    String job = JOBS + "/{" + ID + "}";
    routes.get(job, ctx -> reply(ctx, Paths.systemJobId(ctx), find(ctx)));
    routes.delete(job, this::cancel);
    routes.post(job + "/cancel", this::cancel);
    routes.post(Paths.V1 + "/models/pull", this::pull);
  }

  private void list(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("state", "kind", "limit"));
    Set<SystemJobState> states = EnumSet.noneOf(SystemJobState.class);
    query.all("state").forEach(name -> states.add(state(name)));
    String kind = query.one("kind").orElse(null);
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    List<SystemJobView> jobs =
        system.list(states, kind, limit).stream().map(SystemJobView::of).toList();
    Replies.json(ctx, 200, new SystemJobsReply(jobs));
  }

  private static SystemJobState state(String name) {
    List<String> known =
        Arrays.stream(SystemJobState.values()).map(SystemJobState::wireName).toList();
    return Arrays.stream(SystemJobState.values())
        .filter(state -> state.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.invalid("state", "is unknown" + Suggestion.phrase(name, known))
                    .remedy("one of: " + String.join(", ", known)));
  }

  private void cancel(Context ctx) {
    UUID id = Paths.systemJobId(ctx);
    reply(ctx, id, find(ctx).flatMap(job -> system.cancel(id)));
  }

  /** The job in the path, or empty when the caller sees none: of a tenant, its bulk actions. */
  private Optional<SystemJob> find(Context ctx) {
    String tenant = Caller.of(ctx).tenant();
    return system
        .find(Paths.systemJobId(ctx))
        .filter(job -> tenant == null || tenant.equals(owner(job)));
  }

  private static String owner(SystemJob job) {
    return job.kind().equals(BulkActionTask.KIND)
        ? StrictJson.tree(job.document()).at("/filter/tenant").asText()
        : "";
  }

  private static void reply(Context ctx, UUID id, Optional<SystemJob> job) {
    SystemJobView view =
        job.map(SystemJobView::of).orElseThrow(() -> Paths.unknownSystemJob(id.toString()));
    Replies.json(ctx, 200, view);
  }

  private void pull(Context ctx) {
    PullRequest request = StrictJson.read(JsonBody.object(ctx), PullRequest.class);
    SystemJob job = pulls.start(request);
    ctx.header("Location", Paths.systemJob(job.id()));
    Replies.json(ctx, 202, ModelPullView.of(request, job));
  }
}
