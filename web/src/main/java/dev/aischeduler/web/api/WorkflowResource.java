package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.engine.workflow.definition.InvalidDefinitionException;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.reply.Snapshot;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.WorkflowArtifactView;
import dev.aischeduler.web.api.view.WorkflowCheckView;
import dev.aischeduler.web.api.view.WorkflowDrawing;
import dev.aischeduler.web.api.view.WorkflowGraphView;
import dev.aischeduler.web.api.view.WorkflowJobView;
import dev.aischeduler.web.api.view.WorkflowSummary;
import dev.aischeduler.web.api.view.WorkflowView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Workflows: started, watched, and done again. */
final class WorkflowResource implements Resource {
  /** Workflows, newest first. */
  record WorkflowsReply(List<WorkflowSummary> workflows, @Nullable UUID next) {}

  /** What a workflow was asked for. */
  record OutputsReply(UUID runId, String status, JsonNode outputs) {}

  /** Jobs of a workflow in the order of their submission. */
  record JobsReply(UUID runId, List<WorkflowJobView> jobs, @Nullable Integer next) {}

  /** Files of a workflow itself. */
  record ArtifactsReply(UUID runId, List<WorkflowArtifactView> artifacts) {}

  /**
   * Body of a rerun.
   *
   * @param step name of the step to begin from
   */
  record Rerun(@Nullable String step) {}

  private static final String ALL = Paths.WORKFLOWS;
  private static final String ONE = ALL + "/{run_id}";
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;

  private final Workflows workflows;
  private final Settings.Lanes lanes;
  private final Gate gate;
  private final ArtifactSender sender;
  private final RunEvents events;

  WorkflowResource(
      Workflows workflows,
      Settings.Lanes lanes,
      Gate gate,
      ArtifactSender sender,
      RunEvents events) {
    this.workflows = workflows;
    this.lanes = lanes;
    this.gate = gate;
    this.sender = sender;
    this.events = events;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(ALL, this::start);
    routes.get(ALL, this::list);
    routes.get(ONE, ctx -> snapshot(find(ctx)).answer(ctx));
    routes.get(ONE + "/events", this::follow);
    routes.get(ONE + "/graph", this::graph);
    routes.get(ONE + "/outputs", this::outputs);
    routes.get(ONE + "/jobs", this::jobs);
    routes.get(ONE + "/artifacts", this::artifacts);
    routes.get(ONE + "/artifacts/{name}", this::artifact);
    routes.head(ONE + "/artifacts/{name}", this::artifact);
    routes.post(ONE + "/pause", ctx -> change(ctx, v -> workflows.pause(v.run().id())));
    routes.post(ONE + "/resume", ctx -> change(ctx, v -> workflows.resume(v.run().id())));
    routes.post(ONE + "/cancel", ctx -> change(ctx, v -> workflows.cancel(v.run().id())));
    routes.post(ONE + "/restart", ctx -> change(ctx, workflows::restart));
    routes.post(ONE + "/rerun", this::rerun);
  }

  private void start(Context ctx) {
    QueryParams query =
        new QueryParams(
            ctx, Set.of("dry_run", "inputs", "tenant", "callback_url", "callback_events"));
    boolean dryRun = flag(query, "dry_run");
    WorkflowBody body = WorkflowBody.of(ctx, query);
    if (dryRun) {
      Replies.json(ctx, 200, check(body.definition(), body.inputs()));
      return;
    }
    gate.pass();
    WorkflowDefinition definition = read(body.definition());
    Scope.workflow(Caller.of(ctx), definition, lanes);
    Run run =
        workflows.start(
            null,
            definition,
            body.inputs(),
            Scope.tenant(Caller.of(ctx), body.tenant()),
            body.callback());
    ctx.header("Location", Paths.workflow(run.id()));
    Replies.json(ctx, 202, WorkflowView.of(view(run.id()), workflows));
  }

  private static boolean flag(QueryParams query, String name) {
    String value = query.one(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw ApiException.invalid(name, "must be true or false");
    }
    return value.equals("true");
  }

  private WorkflowDefinition read(JsonNode document) {
    return document.isTextual() ? workflows.read(document.asText()) : workflows.read(document);
  }

  private WorkflowCheckView check(JsonNode document, ObjectNode inputs) {
    try {
      WorkflowDefinition definition = read(document);
      workflows.inputs(definition, inputs);
      return WorkflowCheckView.valid(definition);
    } catch (InvalidDefinitionException e) {
      return WorkflowCheckView.invalid(e.problems());
    } catch (InvalidRequestException e) {
      return WorkflowCheckView.invalidInput(e.field(), String.valueOf(e.getMessage()));
    }
  }

  private void list(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("status", "limit", "after"));
    Set<RunStatus> statuses = EnumSet.noneOf(RunStatus.class);
    query.all("status").forEach(name -> statuses.add(status(name)));
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    List<Run> runs = workflows.list(Caller.of(ctx).tenant(), statuses, after, limit);
    UUID next = runs.size() < limit ? null : runs.get(runs.size() - 1).id();
    Map<UUID, Map<StepState, Integer>> steps =
        workflows.stepCounts(runs.stream().map(Run::id).toList());
    List<WorkflowSummary> summaries =
        runs.stream()
            .map(run -> WorkflowSummary.of(run, steps.getOrDefault(run.id(), Map.of())))
            .toList();
    Replies.json(ctx, 200, new WorkflowsReply(summaries, next));
  }

  private static RunStatus status(String name) {
    return Arrays.stream(RunStatus.values())
        .filter(status -> status.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.invalid("status", "no status is called '" + name + "'")
                    .remedy(
                        "use one of "
                            + Arrays.stream(RunStatus.values())
                                .map(RunStatus::wireName)
                                .collect(Collectors.joining(", "))));
  }

  private Workflows.View find(Context ctx) {
    return RunLookup.workflow(workflows, ctx);
  }

  private Workflows.View view(UUID id) {
    return workflows.find(id).orElseThrow(() -> Paths.unknownWorkflow(id.toString()));
  }

  private void follow(Context ctx) {
    UUID id = find(ctx).run().id();
    events.follow(ctx, id, () -> snapshot(view(id)));
  }

  private Snapshot snapshot(Workflows.View view) {
    WorkflowView document = WorkflowView.of(view, workflows);
    return Snapshot.of(document, document, view.run().status().isFinal());
  }

  private void reply(Context ctx, Workflows.View view) {
    Replies.json(ctx, 200, WorkflowView.of(view, workflows));
  }

  private void change(Context ctx, Consumer<Workflows.View> action) {
    Workflows.View view = find(ctx);
    action.accept(view);
    reply(ctx, view(view.run().id()));
  }

  private void rerun(Context ctx) {
    Rerun body = StrictJson.read(JsonBody.object(ctx), Rerun.class);
    String step = body.step();
    if (step == null) {
      throw ApiException.invalid("step", "is missing").remedy("name the step to begin from");
    }
    change(ctx, view -> workflows.rerun(view, step));
  }

  private void graph(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("format"));
    String format = query.one("format").orElse("json");
    WorkflowGraphView graph = WorkflowGraphView.of(find(ctx));
    switch (format) {
      case "json" -> Replies.json(ctx, 200, graph);
      case "mermaid" -> text(ctx, "text/plain", WorkflowDrawing.mermaid(graph));
      case "dot" -> text(ctx, "text/vnd.graphviz", WorkflowDrawing.dot(graph));
      default ->
          throw ApiException.invalid("format", "no format is called '" + format + "'")
              .remedy("use json, mermaid or dot");
    }
  }

  private static void text(Context ctx, String type, String content) {
    ctx.contentType(type + "; charset=utf-8").result(content);
  }

  private void outputs(Context ctx) {
    Run run = find(ctx).run();
    JsonNode outputs = WorkflowArtifactView.withUrls(workflows.outputs(run));
    Replies.json(ctx, 200, new OutputsReply(run.id(), run.status().wireName(), outputs));
  }

  private void jobs(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("after", "limit"));
    int after = query.number("after", 0, Integer.MAX_VALUE, 0);
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    UUID id = find(ctx).run().id();
    List<WorkflowJobView> jobs =
        workflows.items(id, after, limit).stream().map(WorkflowJobView::of).toList();
    Integer next = jobs.size() < limit ? null : jobs.get(jobs.size() - 1).number();
    Replies.json(ctx, 200, new JobsReply(id, jobs, next));
  }

  private void artifacts(Context ctx) {
    UUID id = find(ctx).run().id();
    var views = workflows.artifacts(id).stream().map(WorkflowArtifactView::of).toList();
    Replies.json(ctx, 200, new ArtifactsReply(id, views));
  }

  private void artifact(Context ctx) {
    UUID id = find(ctx).run().id();
    String name = ctx.pathParam("name");
    Optional<Artifact> artifact =
        workflows.artifacts(id).stream().filter(one -> one.name().equals(name)).findFirst();
    sender.send(
        ctx,
        artifact.orElseThrow(
            () ->
                ApiException.notFound("the workflow has no artifact of this name")
                    .remedy("GET " + Paths.workflow(id) + "/artifacts lists them")));
    // a rerun may replace it
    ctx.header("Cache-Control", "private, no-cache");
  }
}
