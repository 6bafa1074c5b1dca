package dev.aischeduler.web.page.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.TaskLookup;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.view.TaskView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One job in detail. */
public final class JobPage implements Resource {
  /** Changes of state that are shown, the last ones. */
  private static final int CHANGES = 100;

  /** Characters of a document that are shown. */
  private static final int DOCUMENT = 20_000;

  private static final String SCHEDULE = "schedule:";
  private static final Map<String, Section> RUNS =
      Map.of("bulk", Section.BULK, "workflow", Section.WORKFLOWS);

  /** Causes of failure for which the texts have a remedy. */
  private static final Set<String> REMEDIES =
      Set.of(
          "invalid_request",
          "permanent",
          "timeout",
          "out_of_memory",
          "unavailable",
          "worker_lost",
          "queue_timeout",
          "result_refused");

  private final PageRenderer renderer;
  private final JobService jobs;
  private final Runs runs;
  private final TaskModules modules;

  /** The page over these services. */
  public JobPage(PageRenderer renderer, JobService jobs, Runs runs, TaskModules modules) {
    this.renderer = renderer;
    this.jobs = jobs;
    this.runs = runs;
    this.modules = modules;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Section.JOBS.path() + "/{task_id}", renderer.page(Section.JOBS, "job.jte", this::view));
  }

  private JobView view(Context ctx) {
    JobDetails details = TaskLookup.find(jobs, ctx);
    UUID id = details.job().id();
    TaskView task = TaskView.of(details);
    List<Change> all = Change.of(jobs.events(id, 0));
    int earlier = Math.max(0, all.size() - CHANGES);
    return new JobView(
        task,
        all.subList(earlier, all.size()),
        earlier,
        run(details.job().runId()),
        schedule(task),
        text(task.result()),
        document(task.request()),
        document(task.result()),
        curl(ctx, task),
        Paths.status(id),
        remedy(task));
  }

  /** Null for a type that this server has no endpoint for. */
  private @Nullable String curl(Context ctx, TaskView task) {
    return modules.all().stream()
        .filter(module -> module.type().wireName().equals(task.type()))
        .findFirst()
        .map(module -> Paths.submission(task.type(), module.endpoint().action()))
        .map(path -> Commands.curl(ctx.scheme() + "://" + ctx.host() + path, task))
        .orElse(null);
  }

  private JobView.@Nullable Link run(@Nullable UUID id) {
    Run run = id == null ? null : runs.find(id).orElse(null);
    Section section = run == null ? null : RUNS.get(run.kind());
    return run == null || section == null
        ? null
        : new JobView.Link(run.name(), section.path() + "/" + run.id());
  }

  private static @Nullable String schedule(TaskView task) {
    return task.tags().stream()
        .filter(tag -> tag.startsWith(SCHEDULE))
        .map(tag -> tag.substring(SCHEDULE.length()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String text(@Nullable JsonNode result) {
    JsonNode text = result == null ? null : result.get("text");
    return text == null || !text.isTextual() ? null : text.textValue();
  }

  private static @Nullable String remedy(TaskView task) {
    return task.error() != null && REMEDIES.contains(task.error().type())
        ? "remedy." + task.error().type()
        : null;
  }

  private static JobView.Document document(@Nullable JsonNode document) {
    if (document == null) {
      return new JobView.Document("", false);
    }
    try {
      String text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
      if (text.length() <= DOCUMENT) {
        return new JobView.Document(text, false);
      }
      int end = Character.isHighSurrogate(text.charAt(DOCUMENT - 1)) ? DOCUMENT - 1 : DOCUMENT;
      return new JobView.Document(text.substring(0, end), true);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document cannot be written", e);
    }
  }
}
