package dev.aischeduler.web.api;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.engine.bulkrun.BulkRunKind;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.reply.Snapshot;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.BulkRunView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bulk runs: submission, lists, and what users do with them. */
final class BulkRunResource implements Resource {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;

  private final BulkParts parts;
  private final Gate gate;
  private final RunEvents events;
  private final Clock clock;

  /** Bulk runs, newest first. */
  record BulkRunsReply(List<BulkRunView> runs, @Nullable UUID next) {}

  BulkRunResource(BulkParts parts, Gate gate, RunEvents events, Clock clock) {
    this.parts = parts;
    this.gate = gate;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.BULK, this::submit);
    routes.get(Paths.BULK, this::list);
    String run = Paths.BULK + "/{run_id}";
    routes.get(run, ctx -> snapshot(RunLookup.bulk(parts.runs(), ctx)).answer(ctx));
    routes.get(run + "/events", this::follow);
    routes.post(run + "/pause", ctx -> change(ctx, parts.runs()::pause));
    routes.post(run + "/resume", ctx -> change(ctx, parts.runs()::resume));
    routes.post(run + "/cancel", ctx -> change(ctx, parts.runs()::cancel));
    routes.post(run + "/restart", ctx -> change(ctx, parts.bulk()::restart));
    routes.post(run + "/retry", ctx -> change(ctx, parts.bulk()::retry));
  }

  /** What a user does with a run. */
  @FunctionalInterface
  private interface Change {
    Run of(UUID id);
  }

  private void change(Context ctx, Change change) {
    reply(ctx, 200, change.of(RunLookup.bulk(parts.runs(), ctx).id()));
  }

  private void follow(Context ctx) {
    Caller caller = Caller.of(ctx);
    UUID id = Paths.runId(ctx);
    events.follow(ctx, id, () -> snapshot(RunLookup.bulk(parts.runs(), caller, id)));
  }

  /** Rate and time to go follow from the time of day: the tag takes them as at the last change. */
  private Snapshot snapshot(Run run) {
    return Snapshot.of(
        BulkRunView.of(run, clock),
        BulkRunView.of(run, Clock.fixed(run.updatedAt(), ZoneOffset.UTC)),
        run.status().isFinal());
  }

  private void reply(Context ctx, int status, Run run) {
    Replies.json(ctx, status, BulkRunView.of(run, clock));
  }

  private void submit(Context ctx) throws IOException {
    gate.pass();
    try {
      BulkUpload upload = BulkUpload.of(ctx);
      String key = ctx.header(SubmissionRules.KEY_HEADER);
      Run run;
      if (key == null) {
        UUID id = parts.bulk().newId();
        run = parts.bulk().submit(id, upload.options(), upload.manifest());
      } else {
        BulkRuns.Started started =
            parts.bulk().submitOnce(key, upload.options(), upload.manifest());
        run = started.run();
        if (!started.fresh()) {
          ctx.header("Idempotency-Replayed", "true");
        }
      }
      ctx.header("Location", Paths.BULK + "/" + run.id());
      reply(ctx, 202, run);
    } catch (ManifestException e) {
      throw ApiException.invalid("manifest", String.valueOf(e.getMessage()));
    }
  }

  private void list(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("status", "after", "limit"));
    Set<RunStatus> statuses = EnumSet.noneOf(RunStatus.class);
    query.all("status").forEach(name -> statuses.add(status(name)));
    int limit = query.number("limit", 1, MAX_PAGE, PAGE);
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    List<Run> runs =
        parts.runs().list(BulkRunKind.NAME, Caller.of(ctx).tenant(), statuses, after, limit);
    UUID next = runs.size() < limit ? null : runs.get(runs.size() - 1).id();
    Replies.json(
        ctx,
        200,
        new BulkRunsReply(runs.stream().map(run -> BulkRunView.of(run, clock)).toList(), next));
  }

  private static RunStatus status(String name) {
    List<String> known = Arrays.stream(RunStatus.values()).map(RunStatus::wireName).toList();
    if (!known.contains(name)) {
      throw ApiException.invalid("status", "must be one of " + String.join(", ", known));
    }
    return RunStatus.of(name);
  }
}
