package dev.aischeduler.web.api;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.view.ArtifactView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Files that jobs produced. */
final class ArtifactResource implements Resource {
  /** Files of one job. */
  record ArtifactsReply(UUID taskId, List<ArtifactView> artifacts) {}

  private static final String ALL = Paths.V1 + "/task/{task_id}/artifacts";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private final JobService jobs;
  private final ArtifactSender sender;

  ArtifactResource(JobService jobs, ArtifactSender sender) {
    this.jobs = jobs;
    this.sender = sender;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.get(ALL + "/{name}", this::get);
    routes.head(ALL + "/{name}", this::get);
  }

  private void list(Context ctx) {
    JobDetails details = TaskLookup.find(jobs, ctx);
    var views = details.artifacts().stream().map(ArtifactView::of).toList();
    Replies.json(ctx, 200, new ArtifactsReply(details.job().id(), views));
  }

  private void get(Context ctx) {
    UUID id = TaskLookup.id(jobs, ctx);
    String name = ctx.pathParam("name");
    Optional<Artifact> artifact =
        NAME.matcher(name).matches() ? jobs.artifact(id, name) : Optional.empty();
    sender.send(ctx, artifact.orElseThrow(() -> unknown(id)));
  }

  /** The 404 of an unknown artifact. */
  static ApiException unknown(UUID id) {
    return ApiException.notFound("the task has no artifact of this name")
        .remedy("GET /api/v1/task/" + id + "/artifacts lists them; only finished tasks have some");
  }
}
