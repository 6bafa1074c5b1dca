package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.schedule.Backfill;
import dev.aischeduler.engine.schedule.PutResult;
import dev.aischeduler.engine.schedule.ScheduleDetails;
import dev.aischeduler.engine.schedule.Schedules;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.ScheduleViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules: what starts jobs and runs at times. */
final class ScheduleResource implements Resource {
  private static final String ALL = Paths.V1 + "/schedules";
  private static final String KEY = "schedule";
  private static final String ONE = ALL + "/{" + KEY + "}";
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;
  private static final int MAX_PREVIEW = 100;

  private final Schedules schedules;
  private final Workflows workflows;
  private final Settings.Lanes lanes;

  ScheduleResource(Schedules schedules, Workflows workflows, Settings.Lanes lanes) {
    this.schedules = schedules;
    this.workflows = workflows;
    this.lanes = lanes;
  }

  /** Body of a backfill. */
  record Range(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String overlap,
      @Nullable Integer limit,
      boolean dryRun) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.post(ALL, this::create);
    routes.post(ALL + "/preview", this::preview);
    routes.get(ONE, ctx -> reply(ctx, schedules.find(key(ctx))));
    routes.put(ONE, this::put);
    routes.delete(ONE, ctx -> reply(ctx, schedules.remove(key(ctx))));
    routes.post(ONE + "/pause", ctx -> reply(ctx, schedules.pause(key(ctx), null)));
    routes.post(ONE + "/resume", ctx -> reply(ctx, schedules.resume(key(ctx))));
    routes.post(ONE + "/run", this::run);
    routes.post(ONE + "/backfill", this::backfill);
    routes.get(ONE + "/history", this::history);
  }

  private void list(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("after", "limit"));
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    List<Schedule> page =
        schedules.list(Caller.of(ctx).tenant(), query.one("after").orElse(null), limit);
    String next = page.size() == limit ? Schedules.position(page.get(limit - 1)) : null;
    Replies.json(
        ctx, 200, new ScheduleViews.Page(page.stream().map(ScheduleViews::summary).toList(), next));
  }

  private void create(Context ctx) {
    ScheduleDetails made = schedules.create(document(ctx));
    ctx.header("Location", ALL + "/" + made.schedule().name());
    Replies.json(ctx, 201, ScheduleViews.details(made));
  }

  private void put(Context ctx) {
    PutResult result = schedules.put(name(ctx), document(ctx));
    Replies.json(ctx, result.how() == PutResult.How.CREATED ? 201 : 200, ScheduleViews.put(result));
  }

  private void preview(Context ctx) {
    ObjectNode body = JsonBody.object(ctx);
    int count =
        new QueryParams(ctx, Set.of("count")).number("count", 1, MAX_PREVIEW, Schedules.SHOWN);
    Replies.json(ctx, 200, ScheduleViews.preview(schedules.preview(body, count)));
  }

  private void run(Context ctx) {
    ScheduleRun run = schedules.runNow(key(ctx)).orElseThrow(() -> unknown(ctx));
    if (run.jobId() != null) {
      ctx.header("Location", Paths.status(run.jobId()));
    }
    Replies.json(ctx, 202, ScheduleViews.run(run));
  }

  private void backfill(Context ctx) {
    Range range = StrictJson.read(JsonBody.object(ctx), Range.class);
    if (range.from() == null || range.to() == null) {
      throw ApiException.invalid(range.from() == null ? "from" : "to", "is missing")
          .remedy("send {\"from\": \"2026-12-01T00:00:00Z\", \"to\": \"2026-12-02T00:00:00Z\"}");
    }
    Backfill asked =
        new Backfill(
            range.from(),
            range.to(),
            overlap(range.overlap()),
            range.limit() == null ? Backfill.MOST : range.limit(),
            range.limit() != null,
            range.dryRun());
    Backfill.Result done = schedules.backfill(key(ctx), asked).orElseThrow(() -> unknown(ctx));
    Replies.json(
        ctx,
        range.dryRun() ? 200 : 202,
        new ScheduleViews.Backfilled(
            range.dryRun(), done.fireTimes().size(), done.fireTimes(), done.skipped()));
  }

  private static Backfill.Overlap overlap(@Nullable String name) {
    if (name == null) {
      return Backfill.Overlap.ALLOW;
    }
    List<String> known =
        Arrays.stream(Backfill.Overlap.values())
            .map(overlap -> overlap.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!known.contains(name)) {
      throw ApiException.invalid("overlap", "is unknown" + Suggestion.phrase(name, known))
          .remedy("one of: " + String.join(", ", known));
    }
    return Backfill.Overlap.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private void history(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("state", "before", "limit"));
    Set<FireState> states = EnumSet.noneOf(FireState.class);
    query.all("state").forEach(name -> states.add(state(name)));
    Instant before = query.one("before").map(ScheduleResource::time).orElse(null);
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    List<ScheduleRun> runs =
        schedules.history(key(ctx), states, before, limit).orElseThrow(() -> unknown(ctx));
    Instant next = runs.size() == limit ? runs.get(limit - 1).fireTime() : null;
    Replies.json(
        ctx, 200, new ScheduleViews.History(runs.stream().map(ScheduleViews::run).toList(), next));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ApiException.invalid("before", "must be a time such as 2026-12-01T00:00:00Z")
          .remedy("use the next of an earlier answer");
    }
  }

  private static FireState state(String name) {
    List<String> known = FireState.wireNames();
    if (!known.contains(name)) {
      throw ApiException.invalid("state", "is unknown" + Suggestion.phrase(name, known))
          .remedy("one of: " + String.join(", ", known));
    }
    return FireState.of(name);
  }

  private static void reply(Context ctx, Optional<ScheduleDetails> details) {
    Replies.json(ctx, 200, ScheduleViews.details(details.orElseThrow(() -> unknown(ctx))));
  }

  private static String name(Context ctx) {
    return ctx.pathParam(KEY);
  }

  /**
   * The id of the schedule in the path.
   *
   * @throws ApiException 404 when the caller sees none
   */
  private String key(Context ctx) {
    return schedules
        .id(Caller.of(ctx).tenant(), name(ctx))
        .orElseThrow(() -> unknown(ctx))
        .toString();
  }

  /** The body, with what it starts made the caller's. */
  private ObjectNode document(Context ctx) {
    ObjectNode body = JsonBody.object(ctx);
    Scope.schedule(
        Caller.of(ctx),
        body,
        lanes,
        definition ->
            definition.isTextual()
                ? workflows.read(definition.textValue())
                : workflows.read(definition));
    return body;
  }

  private static ApiException unknown(Context ctx) {
    String key = name(ctx).replaceAll("\\p{Cntrl}", "?");
    String shown = key.length() > 64 ? key.substring(0, 64) + "…" : key;
    return ApiException.notFound("no schedule is called '" + shown + "'")
        .remedy("GET " + ALL + " lists them");
  }
}
