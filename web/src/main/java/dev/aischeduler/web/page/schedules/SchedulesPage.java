package dev.aischeduler.web.page.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.schedule.ScheduleDetails;
import dev.aischeduler.engine.schedule.Schedules;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.page.Choices;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules. */
public final class SchedulesPage implements Resource {
  private static final int SCHEDULES = 50;
  private static final int HISTORY = 50;
  private static final int PREVIEW = 5;
  private final PageRenderer renderer;
  private final Schedules schedules;

  /** The pages over this service. */
  public SchedulesPage(PageRenderer renderer, Schedules schedules) {
    this.renderer = renderer;
    this.schedules = schedules;
  }

  @Override
  public void register(RoutesConfig routes) {
    Section section = Section.SCHEDULES;
    String path = section.path();
    routes.get(path, renderer.page(section, "schedules.jte", this::list));
    routes.get(
        path + "/new", renderer.page(section, "schedule-form.jte", ctx -> ScheduleForm.empty()));
    routes.get(
        path + "/new/preview", renderer.page(section, "schedule-preview.jte", this::preview));
    routes.get(path + "/{schedule}", renderer.page(section, "schedule.jte", this::one));
    routes.get(
        path + "/{schedule}/edit",
        renderer.page(section, "schedule-form.jte", ctx -> ScheduleForm.of(find(ctx).schedule())));
  }

  private SchedulesView list(Context ctx) {
    String after = new QueryParams(ctx, Set.of("after")).one("after").orElse(null);
    List<Schedule> page = schedules.list(Caller.of(ctx).tenant(), after, SCHEDULES);
    return new SchedulesView(
        page.stream().map(one -> new SchedulesView.Row(one, last(one))).toList(),
        page.size() < SCHEDULES
            ? null
            : Addresses.of(
                Section.SCHEDULES.path(), "after", Schedules.position(page.get(SCHEDULES - 1))));
  }

  private @Nullable ScheduleRun last(Schedule schedule) {
    return schedules.history(schedule.id().toString(), Set.of(), null, 1).stream()
        .flatMap(List::stream)
        .findFirst()
        .orElse(null);
  }

  private ScheduleView one(Context ctx) {
    ScheduleDetails details = find(ctx);
    QueryParams query = new QueryParams(ctx, Set.of("state", "before"));
    String state = query.one("state").orElse(null);
    FireState wanted = Choices.one("state", state, FireState.values(), FireState::wireName);
    Instant before = query.one("before").map(SchedulesPage::time).orElse(null);
    String key = ScheduleView.key(details.schedule());
    List<ScheduleRun> history =
        schedules
            .history(key, wanted == null ? Set.of() : Set.of(wanted), before, HISTORY)
            .orElse(List.of());
    return new ScheduleView(
        details,
        state,
        history,
        history.size() < HISTORY
            ? null
            : Addresses.of(
                ScheduleView.page(details.schedule()),
                "state",
                state,
                "before",
                history.get(HISTORY - 1).fireTime()));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw ApiException.invalid("before", "must be a time such as 2026-12-01T00:00:00Z");
    }
  }

  private SchedulePreviewView preview(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("when", "time_zone"));
    ObjectNode document = Json.mapper().createObjectNode();
    query.one("when").ifPresent(when -> document.put("when", when));
    query
        .one("time_zone")
        .filter(zone -> !zone.isBlank())
        .ifPresent(zone -> document.put("time_zone", zone));
    try {
      return new SchedulePreviewView(schedules.preview(document, PREVIEW), null);
    } catch (InvalidRequestException e) {
      return new SchedulePreviewView(null, e.field() + ": " + e.getMessage());
    }
  }

  private ScheduleDetails find(Context ctx) {
    return schedules
        .id(Caller.of(ctx).tenant(), ctx.pathParam("schedule"))
        .flatMap(id -> schedules.find(id.toString()))
        .orElseThrow(
            () ->
                ApiException.notFound("no schedule is called so")
                    .remedy(Section.SCHEDULES.path() + " lists them"));
  }
}
