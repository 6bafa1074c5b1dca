package dev.aischeduler.web.page.system;

import dev.aischeduler.engine.system.SystemJobState;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.SystemJobView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
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
    Set<SystemJobState> states = state == null ? Set.of() : Set.of(state(state));
    return new SystemJobsView(
        state,
        Arrays.stream(SystemJobState.values()).map(SystemJobState::wireName).toList(),
        system.list(states, null, SHOWN).stream().map(SystemJobView::of).toList());
  }

  private static SystemJobState state(String name) {
    List<SystemJobState> known = List.of(SystemJobState.values());
    return known.stream()
        .filter(state -> state.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.invalid("state", "is unknown")
                    .remedy(
                        "one of: "
                            + String.join(
                                ", ", known.stream().map(SystemJobState::wireName).toList())));
  }
}
