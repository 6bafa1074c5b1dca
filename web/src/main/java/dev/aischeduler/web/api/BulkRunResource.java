package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.bulkrun.BulkRunKind;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.BulkRunView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bulk runs: submission, lists, and what users do with them. */
final class BulkRunResource implements Resource {
  /** Largest manifest as it is sent; packed by gzip it may hold four times as much. */
  static final long MAX_MANIFEST_BYTES = 1L << 30;

  private static final Set<String> OPTIONS =
      Set.of(
          "name",
          "tenant",
          "type",
          "priority",
          "defaults",
          "window",
          "skip_limit",
          "dry_run",
          "artifact_names");
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;

  private final BulkParts parts;
  private final Gate gate;
  private final Clock clock;

  /** Bulk runs, newest first. */
  record BulkRunsReply(List<BulkRunView> runs, @Nullable UUID next) {}

  BulkRunResource(BulkParts parts, Gate gate, Clock clock) {
    this.parts = parts;
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.BULK, this::submit);
    routes.get(Paths.BULK, this::list);
    String run = Paths.BULK + "/{run_id}";
    routes.get(run, ctx -> reply(ctx, 200, require(parts, ctx)));
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
    reply(ctx, 200, change.of(require(parts, ctx).id()));
  }

  private void reply(Context ctx, int status, Run run) {
    Replies.json(ctx, status, BulkRunView.of(run, clock));
  }

  /**
   * The bulk run in the path.
   *
   * @throws ApiException 404 when the caller sees none
   */
  static Run require(BulkParts parts, Context ctx) {
    UUID id = Paths.runId(ctx);
    return parts
        .runs()
        .find(id)
        .filter(run -> run.kind().equals(BulkRunKind.NAME))
        .filter(run -> Caller.of(ctx).sees(run.tenant()))
        .orElseThrow(() -> Paths.unknownRun(id.toString()));
  }

  private void submit(Context ctx) throws IOException {
    gate.pass();
    BulkOptions options = options(Caller.of(ctx), new QueryParams(ctx, OPTIONS));
    try {
      Run run = parts.bulk().submit(parts.bulk().newId(), options, ctx.bodyInputStream());
      ctx.header("Location", Paths.BULK + "/" + run.id());
      reply(ctx, 202, run);
    } catch (ManifestException e) {
      throw ApiException.invalid("manifest", String.valueOf(e.getMessage()));
    }
  }

  private static BulkOptions options(Caller caller, QueryParams query) {
    ObjectNode defaults =
        query
            .one("defaults")
            .map(BulkRunResource::defaults)
            .orElse(Json.mapper().createObjectNode());
    query.one("type").ifPresent(type -> defaults.put("type", type));
    if (query.one("priority").isPresent()) {
      defaults.put("priority", query.number("priority", 0, 9, 0));
    }
    if (defaults.path("priority").isInt()) {
      Scope.priority(caller, defaults.path("priority").intValue(), 0);
    }
    return new BulkOptions(
        query.one("name").orElse("bulk run"),
        Scope.tenant(caller, query.one("tenant").orElse(null)),
        defaults,
        query.one("window").isPresent() ? query.number("window", 1, 100_000, 1) : null,
        query.one("skip_limit").isPresent() ? query.number("skip_limit", 0, 999_999_999, 0) : null,
        flag(query, "dry_run"),
        query.one("artifact_names").orElse(null),
        caller.maxPriority());
  }

  private static boolean flag(QueryParams query, String name) {
    Optional<String> value = query.one(name);
    if (value.isPresent() && !Set.of("true", "false").contains(value.get())) {
      throw ApiException.invalid(name, "must be true or false");
    }
    return value.map(Boolean::parseBoolean).orElse(false);
  }

  private static ObjectNode defaults(String json) {
    try {
      JsonNode tree = StrictJson.tree(json);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProblemException e) {
      throw ApiException.invalid("defaults", String.valueOf(e.getMessage()));
    }
    throw ApiException.invalid("defaults", "must be a JSON object such as {\"voice\": \"en\"}");
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
