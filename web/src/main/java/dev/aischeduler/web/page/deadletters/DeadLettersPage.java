package dev.aischeduler.web.page.deadletters;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.bulk.BulkActions;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.view.DeadLettersView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import java.util.Map;

/** Failed jobs by cause, with a way to run all of one cause again. */
public final class DeadLettersPage implements Resource {
  private final PageRenderer renderer;
  private final BulkActions actions;

  /** The page over these actions. */
  public DeadLettersPage(PageRenderer renderer, BulkActions actions) {
    this.renderer = renderer;
    this.actions = actions;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Section.DEAD_LETTERS.path(),
        renderer.page(
            Section.DEAD_LETTERS,
            "deadletters.jte",
            ctx -> DeadLettersView.of(actions.deadLetters(Caller.of(ctx).tenant()))));
  }

  /** The list of the jobs of a group. */
  public static String list(DeadLettersView.Group group) {
    return Addresses.of(
        Section.JOBS.path(),
        "status",
        "failed",
        "type",
        group.type(),
        "error_type",
        group.errorType());
  }

  /** The call that runs the jobs of a group again, without its count. */
  public static String retry(DeadLettersView.Group group) {
    Map<String, Object> body =
        Map.of(
            "action",
            "retry",
            "filter",
            Map.of("status", "failed", "type", group.type(), "error_type", group.errorType()));
    return Json.mapper().valueToTree(body).toString();
  }
}
