package dev.aischeduler.web.page.workflows;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.RunLookup;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.WorkflowArtifactView;
import dev.aischeduler.web.page.Choices;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Workflows. */
public final class WorkflowsPage implements Resource {
  private static final int WORKFLOWS = 30;

  /** Jobs that are linked to, in the order of submission. */
  private static final int JOBS = 500;

  private final PageRenderer renderer;
  private final Workflows workflows;

  /** The pages over this service. */
  public WorkflowsPage(PageRenderer renderer, Workflows workflows) {
    this.renderer = renderer;
    this.workflows = workflows;
  }

  @Override
  public void register(RoutesConfig routes) {
    Section section = Section.WORKFLOWS;
    String path = section.path();
    routes.get(path, renderer.page(section, "workflows.jte", this::list));
    routes.get(path + "/new", renderer.page(section, "workflow-new.jte", this::editor));
    routes.get(path + "/{run_id}", renderer.page(section, "workflow.jte", this::one));
  }

  private WorkflowListView list(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("status", "after"));
    String status = query.one("status").orElse(null);
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    List<Run> runs =
        workflows.list(Caller.of(ctx).tenant(), Choices.runStatuses(status), after, WORKFLOWS);
    return new WorkflowListView(
        status,
        runs,
        runs.size() < WORKFLOWS
            ? null
            : Addresses.of(
                Section.WORKFLOWS.path(), "status", status, "after", runs.get(WORKFLOWS - 1).id()));
  }

  private EditorView editor(Context ctx) {
    return new QueryParams(ctx, Set.of("from"))
        .one("from")
        .map(id -> RunLookup.workflow(workflows, Caller.of(ctx), Paths.uuid("from", id)))
        .map(
            view ->
                new EditorView(
                    view.definition().tree().toPrettyString(),
                    workflows.inputs(view.run()).toPrettyString()))
        .orElseGet(EditorView::example);
  }

  private WorkflowRunView one(Context ctx) {
    Workflows.View view = RunLookup.workflow(workflows, ctx);
    Run run = view.run();
    Map<String, List<RunItem>> jobs =
        workflows.items(run.id(), 0, JOBS).stream()
            .filter(item -> item.label() != null)
            .collect(Collectors.groupingBy(item -> step(String.valueOf(item.label()))));
    return new WorkflowRunView(
        run,
        StepGraph.of(view.definition(), view.steps()),
        view.steps(),
        jobs,
        workflows.inputs(run).toPrettyString(),
        WorkflowRunView.outputs(WorkflowArtifactView.withUrls(workflows.outputs(run))),
        workflows.artifacts(run.id()).stream().map(WorkflowArtifactView::of).toList());
  }

  /** The step of a label such as {@code page[2]}. */
  private static String step(String label) {
    int bracket = label.indexOf('[');
    return bracket < 0 ? label : label.substring(0, bracket);
  }
}
