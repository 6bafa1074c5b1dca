package dev.aischeduler.web.api;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.BulkSpec;
import dev.aischeduler.engine.bulkrun.BulkState;
import dev.aischeduler.engine.bulkrun.results.ContactSheet;
import dev.aischeduler.engine.bulkrun.results.ResultRow;
import dev.aischeduler.engine.bulkrun.results.ResultRows;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.BulkItemView;
import dev.aischeduler.web.api.view.BulkRunView;
import dev.aischeduler.web.api.view.BulkSummaryView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items, results and figures of bulk runs, also while they go on. */
final class BulkResultResource implements Resource {
  private static final String ITEM = "after";

  private final BulkParts parts;
  private final Clock clock;

  /** Items in the order of the manifest. */
  record BulkItemsReply(List<BulkItemView> items, @Nullable Integer next) {}

  BulkResultResource(BulkParts parts, Clock clock) {
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    String run = Paths.BULK + "/{run_id}";
    routes.get(run + "/items", this::items);
    routes.get(run + "/summary", this::summary);
    routes.get(run + "/results.jsonl", this::lines);
    routes.get(
        run + "/results.csv", ctx -> stream(ctx, "text/csv", "results.csv", parts.results()::csv));
    routes.get(
        run + "/rejects.csv",
        ctx -> stream(ctx, "text/csv", "rejects.csv", parts.results()::rejects));
    routes.get(
        run + "/results.zip",
        ctx -> stream(ctx, "application/zip", "results.zip", parts.results()::zip));
    routes.get(run + "/contact.png", this::contact);
  }

  private void lines(Context ctx) {
    String format = new QueryParams(ctx, Set.of("format")).one("format").orElse("items");
    Function<Run, InputStream> lines =
        switch (format) {
          case "items" -> run -> parts.results().jsonl(run, BulkResultResource::path);
          case "openai" -> run -> parts.results().openAi(run, BulkResultResource::path);
          default ->
              throw ApiException.invalid("format", "no format is called '" + format + "'")
                  .remedy("use items or openai");
        };
    stream(ctx, "application/jsonl", "results.jsonl", lines);
  }

  private static String path(Artifact artifact) {
    String name = Addresses.segment(artifact.name());
    return Paths.V1 + "/task/" + artifact.jobId() + "/artifacts/" + name;
  }

  private void stream(Context ctx, String type, String name, Function<Run, InputStream> results) {
    Run run = RunLookup.bulk(parts.runs(), ctx);
    ctx.contentType(type + (type.startsWith("text/") ? "; charset=utf-8" : ""))
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    // written and closed by the ResponseWriter
    ctx.result(results.apply(run));
  }

  private void items(Context ctx) {
    Run run = RunLookup.bulk(parts.runs(), ctx);
    QueryParams query = new QueryParams(ctx, Set.of("state", ITEM, "limit"));
    int limit = query.number("limit", 1, ResultRows.PAGE, 100);
    ItemState state = query.one("state").map(BulkResultResource::state).orElse(null);
    int after = query.number(ITEM, 0, 999_999_999, 0);
    List<ResultRow> rows = parts.results().rows().page(run.id(), state, after, limit);
    Integer next = rows.size() < limit ? null : rows.get(rows.size() - 1).item().item();
    Replies.json(ctx, 200, new BulkItemsReply(rows.stream().map(BulkItemView::of).toList(), next));
  }

  private static ItemState state(String name) {
    List<String> known = Arrays.stream(ItemState.values()).map(ItemState::wireName).toList();
    if (!known.contains(name)) {
      throw ApiException.invalid("state", "must be one of " + String.join(", ", known));
    }
    return ItemState.of(name);
  }

  private void summary(Context ctx) {
    Run run = RunLookup.bulk(parts.runs(), ctx);
    OptionalDouble estimate = parts.bulk().estimate(BulkState.of(run, BulkSpec.of(run.spec())));
    Replies.json(
        ctx,
        200,
        BulkSummaryView.of(
            BulkRunView.of(run, clock),
            parts.summaries().of(run),
            estimate.isPresent() ? estimate.getAsDouble() : null));
  }

  private void contact(Context ctx) {
    Run run = RunLookup.bulk(parts.runs(), ctx);
    int after = new QueryParams(ctx, Set.of(ITEM)).number(ITEM, 0, 999_999_999, 0);
    ContactSheet.Page page = parts.results().contactSheet(run, after);
    if (page.pictures() == 0) {
      throw ApiException.notFound(
              "the run has made no pictures" + (after > 0 ? " beyond item " + after : " yet"))
          .remedy("look at its items, or ask again when some have succeeded");
    }
    if (page.next() != null) {
      ctx.header(
          "Link",
          "<"
              + Paths.BULK
              + "/"
              + run.id()
              + "/contact.png?after="
              + page.next()
              + ">; rel=\"next\"");
    }
    ctx.contentType("image/png").result(page.png());
  }
}
