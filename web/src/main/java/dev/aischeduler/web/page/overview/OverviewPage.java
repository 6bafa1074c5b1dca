package dev.aischeduler.web.page.overview;

import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.view.DeviceMemoryView;
import dev.aischeduler.web.api.view.DeviceShareView;
import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.api.view.TaskSummary;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;

/** The overview. */
public final class OverviewPage implements Resource {
  private static final int RECENT = 12;
  private final PageRenderer renderer;
  private final JobService jobs;
  private final Nodes nodes;
  private final Devices devices;
  private final NodeModels models;

  /** The page over these services. */
  public OverviewPage(
      PageRenderer renderer, JobService jobs, Nodes nodes, Devices devices, NodeModels models) {
    this.renderer = renderer;
    this.jobs = jobs;
    this.nodes = nodes;
    this.devices = devices;
    this.models = models;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Section.OVERVIEW.path(), renderer.page(Section.OVERVIEW, "overview.jte", this::view));
  }

  private OverviewView view(Context ctx) {
    List<LaneView> queues = jobs.lanes();
    List<LaneState> lanes = queues.stream().map(LaneState::of).toList();
    List<NodeView> all = nodes.list();
    return new OverviewView(
        Findings.of(lanes, all),
        lanes,
        queues.stream()
            .filter(lane -> lane.queued() > 0)
            .collect(
                Collectors.toMap(
                    lane -> lane.lane().wireName(), lane -> jobs.oldestQueued(lane.lane()))),
        all,
        DeviceShareView.of(devices.use()),
        models.memoryUse().stream().map(DeviceMemoryView::of).toList(),
        jobs.list(Scope.jobs(Caller.of(ctx), JobFilter.all()), null, RECENT).jobs().stream()
            .map(TaskSummary::of)
            .toList());
  }
}
