package dev.aischeduler.web.page.jobs;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.bulk.BulkAction;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.view.TaskSummary;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import dev.aischeduler.web.page.StateCounts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs in pages. */
public final class JobsPage implements Resource {
  private static final int LIMIT = 50;

  /** The priority that the page asks for when a new one is chosen: the middle. */
  private static final int PRIORITY = 5;

  private static final List<BulkAction> ACTIONS =
      List.of(
          new BulkAction.Cancel(), new BulkAction.Retry(), new BulkAction.Reprioritise(PRIORITY));

  private static final List<Period> PERIODS =
      List.of(
          new Period("jobs.hour", Duration.ofHours(1)),
          new Period("jobs.day", Duration.ofDays(1)),
          new Period("jobs.week", Duration.ofDays(7)));

  private record Period(String text, Duration length) {}

  private final PageRenderer renderer;
  private final JobService jobs;
  private final Settings.Lanes lanes;
  private final Clock clock;
  private final StateCounts counts;

  /** The page over this service. */
  public JobsPage(PageRenderer renderer, JobService jobs, Settings.Lanes lanes, Clock clock) {
    this.renderer = renderer;
    this.jobs = jobs;
    this.lanes = lanes;
    this.clock = clock;
    this.counts = new StateCounts(jobs, clock, JobsView.COUNTED + 1);
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.JOBS.path(), renderer.page(Section.JOBS, "jobs.jte", this::list));
  }

  private JobsView list(Context ctx) {
    JobsQuery query = JobsQuery.of(ctx);
    JobFilter filter = Scope.jobs(Caller.of(ctx), query.filter(lanes));
    Slice slice = slice(query, filter);
    return new JobsView(
        query,
        lanes.types().stream().map(type -> type.wireName()).toList(),
        query.actionable() ? counts.of(filter) : Map.of(),
        periods(query),
        actions(query, filter),
        slice.jobs(),
        slice.newer() == null ? null : query.with(JobsQuery.BEFORE, slice.newer().toString()),
        slice.older() == null ? null : query.with(JobsQuery.AFTER, slice.older().toString()));
  }

  /** Some jobs, and those next to which there may be more. */
  private record Slice(List<TaskSummary> jobs, @Nullable UUID newer, @Nullable UUID older) {}

  private Slice slice(JobsQuery query, JobFilter filter) {
    UUID before = query.id(JobsQuery.BEFORE);
    if (before != null) {
      JobPage page = jobs.listNewer(filter, before, LIMIT);
      List<TaskSummary> newestFirst = new ArrayList<>(summaries(page));
      Collections.reverse(newestFirst);
      UUID older = newestFirst.isEmpty() ? before : page.jobs().get(0).id();
      return new Slice(newestFirst, page.next(), older);
    }
    UUID after = query.id(JobsQuery.AFTER);
    String words = query.get(JobsQuery.WORDS);
    JobPage page =
        words == null
            ? jobs.list(filter, after, LIMIT)
            : jobs.listWithWords(filter, words, after, LIMIT);
    boolean first = after == null || page.jobs().isEmpty() || words != null;
    return new Slice(summaries(page), first ? null : page.jobs().get(0).id(), page.next());
  }

  private static List<TaskSummary> summaries(JobPage page) {
    return page.jobs().stream().map(TaskSummary::of).toList();
  }

  /** The usual periods, and that of the address. */
  private List<JobsView.Period> periods(JobsQuery query) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    List<JobsView.Period> periods = new ArrayList<>();
    PERIODS.forEach(
        one -> periods.add(new JobsView.Period(one.text(), now.minus(one.length()).toString())));
    String chosen = query.get(JobsQuery.FROM);
    if (chosen != null && periods.stream().noneMatch(one -> one.from().equals(chosen))) {
      periods.add(new JobsView.Period("jobs.since", chosen));
    }
    return periods;
  }

  /** Those that the states of the filter allow. */
  private static List<JobsView.Action> actions(JobsQuery query, JobFilter filter) {
    if (!query.actionable()) {
      return List.of();
    }
    Set<JobStatus> states = filter.statuses();
    return ACTIONS.stream()
        .filter(action -> action.states().containsAll(states))
        .map(action -> new JobsView.Action(action.name(), body(action, query)))
        .toList();
  }

  private static String body(BulkAction action, JobsQuery query) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("action", action.name());
    body.put("filter", query.body());
    if (action instanceof BulkAction.Reprioritise change) {
      body.put("priority", change.priority());
    }
    return Json.mapper().valueToTree(body).toString();
  }
}
