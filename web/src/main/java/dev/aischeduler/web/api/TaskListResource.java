package dev.aischeduler.web.api;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.api.view.TaskPage;
import dev.aischeduler.web.api.view.TaskSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs in pages, newest first. */
final class TaskListResource implements Resource {
  private static final Set<String> KNOWN = Set.of("type", "status", "tag", "after", "limit");
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private final JobService jobs;

  TaskListResource(JobService jobs) {
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
            each(query, "type", TaskType::fromWireName, names(TaskType.values())),
            each(query, "status", JobStatus::fromWireName, names(JobStatus.values())),
            query.one("tag").orElse(null),
            after(query),
            limit);
    List<Job> found = jobs.list(filter);
    UUID next = found.size() < limit ? null : found.get(found.size() - 1).id();
    Replies.json(ctx, 200, new TaskPage(found.stream().map(TaskSummary::of).toList(), next));
  }

  private static @Nullable UUID after(QueryParams query) {
    return query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
  }

  private static <T> Set<T> each(
      QueryParams query, String name, Function<String, Optional<T>> read, String allowed) {
    Set<T> values = new HashSet<>();
    for (String text : query.all(name)) {
      values.add(
          read.apply(text)
              .orElseThrow(
                  () ->
                      ApiException.invalid(name, "no " + name + " is called '" + text + "'")
                          .remedy("use one of " + allowed)));
    }
    return values;
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
