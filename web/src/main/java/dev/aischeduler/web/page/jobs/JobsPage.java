package dev.aischeduler.web.page.jobs;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.view.TaskSummary;
import dev.aischeduler.web.api.view.TaskView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.UUID;

/** Jobs in pages, and one in detail. */
public final class JobsPage implements Resource {
  private static final int LIMIT = 50;
  private final PageRenderer renderer;
  private final JobService jobs;
  private final Settings.Lanes lanes;

  /** The pages over this service. */
  public JobsPage(PageRenderer renderer, JobService jobs, Settings.Lanes lanes) {
    this.renderer = renderer;
    this.jobs = jobs;
    this.lanes = lanes;
  }

  @Override
  public void register(RoutesConfig routes) {
    String path = Section.JOBS.path();
    routes.get(path, renderer.page(Section.JOBS, "jobs.jte", this::list));
    routes.get(path + "/{task_id}", renderer.page(Section.JOBS, "job.jte", this::one));
  }

  private JobsView list(Context ctx) {
    JobsQuery query = JobsQuery.of(ctx);
    JobPage page = jobs.list(query.filter(lanes), query.after(), LIMIT);
    UUID next = page.next();
    return new JobsView(
        query,
        lanes.types().stream().map(type -> type.wireName()).toList(),
        page.jobs().stream().map(TaskSummary::of).toList(),
        next == null ? null : query.from(next));
  }

  private TaskView one(Context ctx) {
    UUID id = Paths.taskId(ctx);
    return TaskView.of(jobs.find(id).orElseThrow(() -> Paths.unknownTask(id.toString())));
  }
}
