package dev.aischeduler.web.page.system;

import dev.aischeduler.engine.system.SystemJobState;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.SystemJobView;
import dev.aischeduler.web.page.Choices;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Set;

/** The background work of the service itself. */
public final class SystemJobsPage implements Resource {
  private static final int SHOWN = 100;
  private final PageRenderer renderer;
  private final SystemJobs system;

  /** The page over this service. */
  public SystemJobsPage(PageRenderer renderer, SystemJobs system) {
    this.renderer = renderer;
    this.system = system;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Section.SYSTEM_JOBS.path(),
        renderer.page(Section.SYSTEM_JOBS, "system-jobs.jte", this::view));
  }

  private SystemJobsView view(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("state"));
    String state = query.one("state").orElse(null);
    SystemJobState wanted =
        Choices.one("state", state, SystemJobState.values(), SystemJobState::wireName);
    Set<SystemJobState> states = wanted == null ? Set.of() : Set.of(wanted);
    return new SystemJobsView(
        state,
        Arrays.stream(SystemJobState.values()).map(SystemJobState::wireName).toList(),
        system.list(states, null, SHOWN).stream().map(SystemJobView::of).toList());
  }
}
