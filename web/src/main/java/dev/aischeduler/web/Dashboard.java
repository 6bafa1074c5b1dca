package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Preferences;
import dev.aischeduler.web.page.jobs.JobsPage;
import dev.aischeduler.web.page.overview.OverviewPage;
import java.util.List;

/** The pages of the dashboard, put together. */
final class Dashboard {
  private Dashboard() {}

  /** Every page. */
  static List<Resource> pages(
      Settings settings, Engine engine, Devices devices, NodeModels models) {
    PageRenderer renderer = new PageRenderer(settings.node().name(), Version.current());
    return List.of(
        new Preferences(),
        new OverviewPage(renderer, engine.jobs(), engine.nodes(), devices, models),
        new JobsPage(renderer, engine.jobs(), settings.lanes()));
  }
}
