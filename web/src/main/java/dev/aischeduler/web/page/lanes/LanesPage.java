package dev.aischeduler.web.page.lanes;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.device.DeviceUse;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.api.view.ModelState;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The lanes. */
public final class LanesPage implements Resource {
  private final PageRenderer renderer;
  private final Engine engine;
  private final Devices devices;
  private final List<TaskType> sharing;

  /** The page over these services. */
  public LanesPage(PageRenderer renderer, Settings settings, Engine engine, Devices devices) {
    this.renderer = renderer;
    this.engine = engine;
    this.devices = devices;
    this.sharing = settings.resources().gpuAllocation().types();
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.LANES.path(), renderer.page(Section.LANES, "lanes.jte", this::view));
  }

  private LanesView view(Context ctx) {
    List<DeviceUse> uses = devices.use();
    return new LanesView(
        engine.jobs().lanes().stream().map(lane -> row(lane, uses)).toList(),
        uses.stream().allMatch(DeviceUse::shared),
        DeviceUse.WINDOW_S);
  }

  private LanesView.Row row(LaneView lane, List<DeviceUse> uses) {
    return new LanesView.Row(
        LaneState.of(lane),
        sharing.contains(lane.lane()),
        lane.queued() == 0 ? null : engine.jobs().oldestQueued(lane.lane()),
        actual(DeviceUse.recentShare(uses, lane.lane())),
        ModelState.of(lane.lane(), engine.status(lane.lane())));
  }

  private static @Nullable Double actual(OptionalDouble share) {
    return share.isPresent() ? Double.valueOf(share.getAsDouble()) : null;
  }
}
