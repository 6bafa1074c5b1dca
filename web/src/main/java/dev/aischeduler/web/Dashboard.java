package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.guard.RouteRoles;
import dev.aischeduler.web.api.reply.ErrorPage;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Preferences;
import dev.aischeduler.web.page.SectionCounts;
import dev.aischeduler.web.page.audit.AuditPage;
import dev.aischeduler.web.page.bulk.BulkPage;
import dev.aischeduler.web.page.deadletters.DeadLettersPage;
import dev.aischeduler.web.page.gallery.GalleryPage;
import dev.aischeduler.web.page.job.JobPage;
import dev.aischeduler.web.page.jobs.FindPage;
import dev.aischeduler.web.page.jobs.JobsPage;
import dev.aischeduler.web.page.keys.KeysPage;
import dev.aischeduler.web.page.lanes.LanesPage;
import dev.aischeduler.web.page.login.LoginPage;
import dev.aischeduler.web.page.models.ModelsPage;
import dev.aischeduler.web.page.nodes.NodesPage;
import dev.aischeduler.web.page.overview.OverviewPage;
import dev.aischeduler.web.page.playground.PlaygroundPage;
import dev.aischeduler.web.page.schedules.SchedulesPage;
import dev.aischeduler.web.page.settings.SettingsPage;
import dev.aischeduler.web.page.system.SystemJobsPage;
import dev.aischeduler.web.page.workflows.WorkflowsPage;
import java.time.Clock;
import java.util.List;

/**
 * The dashboard, put together.
 *
 * @param pages every page
 * @param errorPage tells readers what went wrong
 */
record Dashboard(List<Resource> pages, ErrorPage errorPage) {

  /** The dashboard of a node. */
  static Dashboard of(
      Settings settings,
      Engine engine,
      Devices devices,
      NodeModels models,
      TaskModules modules,
      ApiKeys keys,
      AuditLog audit,
      RouteRoles roles,
      Clock clock) {
    List<String> types = settings.lanes().types().stream().map(TaskType::wireName).toList();
    PageRenderer renderer =
        new PageRenderer(
            roles,
            new SectionCounts(engine.jobs(), clock),
            settings.node().name(),
            Version.current());
    return new Dashboard(
        List.of(
            new Preferences(),
            new LoginPage(renderer, settings.security().oidc().on()),
            new OverviewPage(renderer, engine.jobs(), engine.nodes(), devices, models),
            // before the page of one job, whose path has a variable in this place
            new FindPage(engine.jobs()),
            new JobsPage(renderer, engine.jobs(), settings.lanes(), clock),
            new JobPage(renderer, engine.jobs(), engine.runs(), modules),
            new PlaygroundPage(renderer, engine.jobs(), modules, models, settings.lanes()),
            new GalleryPage(renderer, engine.jobs()),
            new DeadLettersPage(renderer, engine.jobs().actions()),
            new BulkPage(renderer, engine, types, clock),
            new WorkflowsPage(renderer, engine.workflows()),
            new SchedulesPage(renderer, engine.schedules()),
            new LanesPage(renderer, settings, engine, devices),
            new NodesPage(renderer, engine.nodes()),
            new ModelsPage(renderer, models, engine.system(), types),
            new SystemJobsPage(renderer, engine.system()),
            new KeysPage(renderer, keys, engine.jobs().tenants(), clock),
            new AuditPage(renderer, audit),
            new SettingsPage(renderer, engine.jobs().tenants())),
        renderer);
  }
}
