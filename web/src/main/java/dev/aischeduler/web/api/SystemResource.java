package dev.aischeduler.web.api;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.NodeHealth;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.view.DeviceMemoryView;
import dev.aischeduler.web.api.view.DeviceShareView;
import dev.aischeduler.web.api.view.HistoryView;
import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.api.view.ResourcesView;
import dev.aischeduler.web.api.view.ServerState;
import dev.aischeduler.web.history.History;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What this node has and does. */
final class SystemResource implements Resource {
  private final Settings settings;
  private final JobService jobs;
  private final NodeHealth health;
  private final Devices devices;
  private final NodeHandlers handlers;
  private final NodeModels models;
  private final Machine machine;
  private final NodeGpus gpus;
  private final History history;
  private final String version;
  private final Clock clock;
  private final Instant startedAt;

  SystemResource(
      Settings settings,
      JobService jobs,
      NodeHealth health,
      Devices devices,
      NodeHandlers handlers,
      NodeModels models,
      Machine machine,
      NodeGpus gpus,
      History history,
      String version,
      Clock clock) {
    this.settings = settings;
    this.jobs = jobs;
    this.health = health;
    this.devices = devices;
    this.handlers = handlers;
    this.models = models;
    this.machine = machine;
    this.gpus = gpus;
    this.history = history;
    this.version = version;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/system/resources", this::resources);
    routes.get(
        Paths.V1 + "/system/history",
        ctx -> Replies.json(ctx, 200, HistoryView.of(history.samples())));
  }

  private void resources(Context ctx) {
    List<LaneState> lanes = jobs.lanes().stream().map(LaneState::of).toList();
    Replies.json(
        ctx,
        200,
        new ResourcesView(
            node(),
            machine.cpu(settings.server().threadPoolSize()),
            machine.memory(),
            artifacts(),
            gpus(),
            gpus.choice().note(),
            DeviceShareView.of(devices.use()),
            models.memoryUse().stream().map(DeviceMemoryView::of).toList(),
            settings.resources().maxConcurrentTasks(),
            lanes.stream().mapToLong(LaneState::running).sum(),
            jobs.repairs(),
            health.servers().get().stream().map(ServerState::of).toList(),
            lanes,
            handlers.models()));
  }

  private ResourcesView.Node node() {
    long uptime = Duration.between(startedAt, clock.instant()).toSeconds();
    Settings.Node node = settings.node();
    return new ResourcesView.Node(node.name(), node.labels(), version, startedAt, uptime);
  }

  private ResourcesView.Artifacts artifacts() {
    OptionalLong free = jobs.artifactSpace();
    return new ResourcesView.Artifacts(
        settings.artifacts().store(), free.isPresent() ? free.getAsLong() : null);
  }

  private List<ResourcesView.Gpu> gpus() {
    return gpus.watch().read().gpus().stream()
        .map(gpu -> ResourcesView.Gpu.of(gpu, gpus.choice().uses(gpu)))
        .toList();
  }
}
