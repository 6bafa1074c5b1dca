package dev.aischeduler.web.api;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.FilterValues;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.TaskPage;
import dev.aischeduler.web.api.view.TaskSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs in pages, newest first. */
final class TaskListResource implements Resource {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "status",
          "tag",
          "tenant",
          "error_type",
          "created_after",
          "created_before",
          "after",
          "limit");
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private final JobService jobs;
  private final Settings.Lanes lanes;

  TaskListResource(JobService jobs, Settings.Lanes lanes) {
    this.lanes = lanes;
    this.jobs = jobs;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/tasks", this::list);
  }

  private void list(Context ctx) {
    QueryParams query = new QueryParams(ctx, KNOWN);
    int limit = query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    JobFilter filter =
        new JobFilter(
            FilterValues.types(lanes, "type", query.all("type")),
            FilterValues.statuses("status", query.all("status")),
            query.all("tag"),
            query.one("tenant").orElse(null),
            query.one("error_type").orElse(null),
            time(query, "created_after"),
            time(query, "created_before"));
    JobPage page = jobs.list(Scope.jobs(Caller.of(ctx), filter), after(query), limit);
    var tasks = page.jobs().stream().map(TaskSummary::of).toList();
    Replies.json(ctx, 200, new TaskPage(tasks, page.next()));
  }

  private static @Nullable UUID after(QueryParams query) {
    return query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
  }

  private static @Nullable Instant time(QueryParams query, String name) {
    return query.one(name).map(text -> FilterValues.time(name, text)).orElse(null);
  }
}
