package dev.aischeduler.web.page.bulk;

import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.bulkrun.BulkRunKind;
import dev.aischeduler.engine.bulkrun.BulkSpec;
import dev.aischeduler.engine.bulkrun.BulkState;
import dev.aischeduler.engine.bulkrun.results.ResultRow;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.RunLookup;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.BulkRunView;
import dev.aischeduler.web.page.Choices;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bulk runs. */
public final class BulkPage implements Resource {
  private static final int RUNS = 30;
  private static final int ITEMS = 50;
  private final PageRenderer renderer;
  private final Engine engine;
  private final List<String> types;
  private final Clock clock;

  /**
   * The pages over this engine.
   *
   * @param types names of the task types
   */
  public BulkPage(PageRenderer renderer, Engine engine, List<String> types, Clock clock) {
    this.renderer = renderer;
    this.engine = engine;
    this.types = types;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    String path = Section.BULK.path();
    routes.get(path, renderer.page(Section.BULK, "bulk.jte", this::list));
    routes.get(path + "/new", renderer.page(Section.BULK, "bulk-new.jte", ctx -> types));
    routes.get(path + "/{run_id}", renderer.page(Section.BULK, "bulk-run.jte", this::one));
  }

  private BulkListView list(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("status", "after"));
    String status = query.one("status").orElse(null);
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    List<Run> runs =
        engine
            .runs()
            .list(
                BulkRunKind.NAME,
                Caller.of(ctx).tenant(),
                Choices.runStatuses(status),
                after,
                RUNS);
    return new BulkListView(
        status,
        runs.stream().map(run -> BulkRunView.of(run, clock)).toList(),
        runs.size() < RUNS
            ? null
            : Addresses.of(
                Section.BULK.path(), "status", status, "after", runs.get(RUNS - 1).id()));
  }

  private BulkView one(Context ctx) {
    Run run = RunLookup.bulk(engine.runs(), ctx);
    QueryParams query = new QueryParams(ctx, Set.of("state", "after"));
    String state = query.one("state").orElse(null);
    int after = query.number("after", 0, 999_999_999, 0);
    ItemState wanted = Choices.one("state", state, ItemState.values(), ItemState::wireName);
    List<ResultRow> rows = engine.bulkResults().rows().page(run.id(), wanted, after, ITEMS);
    boolean pictures =
        rows.stream()
            .flatMap(row -> row.artifacts().stream())
            .anyMatch(artifact -> artifact.mediaType().startsWith("image/"));
    return new BulkView(
        BulkRunView.of(run, clock),
        engine.bulkSummaries().of(run),
        estimate(run),
        state,
        rows,
        rows.size() < ITEMS
            ? null
            : Addresses.of(
                Section.BULK.path() + "/" + run.id(),
                "state",
                state,
                "after",
                rows.get(ITEMS - 1).item().item()),
        pictures);
  }

  private @Nullable Double estimate(Run run) {
    OptionalDouble estimate =
        engine.bulkRuns().estimate(BulkState.of(run, BulkSpec.of(run.spec())));
    return estimate.isPresent() ? Double.valueOf(estimate.getAsDouble()) : null;
  }
}
