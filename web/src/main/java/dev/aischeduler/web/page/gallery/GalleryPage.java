package dev.aischeduler.web.page.gallery;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.ArtifactView;
import dev.aischeduler.web.api.view.TaskSummary;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What jobs made, newest first. It reads the jobs of one page and their artifacts. */
public final class GalleryPage implements Resource {
  /** Jobs of a page. */
  private static final int LIMIT = 24;

  private final PageRenderer renderer;
  private final JobService jobs;

  /** The page over this service. */
  public GalleryPage(PageRenderer renderer, JobService jobs) {
    this.renderer = renderer;
    this.jobs = jobs;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.GALLERY.path(), renderer.page(Section.GALLERY, "gallery.jte", this::view));
  }

  private GalleryView view(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("kind", "after"));
    GalleryView.Kind kind = kind(query.one("kind").orElse("pictures"));
    UUID after = query.one("after").map(text -> Paths.uuid("after", text)).orElse(null);
    JobFilter filter =
        JobFilter.all().of(Set.of(new TaskType(kind.type()))).in(Set.of(JobStatus.SUCCEEDED));
    JobPage page = jobs.list(Scope.jobs(Caller.of(ctx), filter), after, LIMIT);
    String first = Section.GALLERY.path() + "?kind=" + kind.wireName();
    return new GalleryView(
        kind,
        items(page.jobs(), kind),
        after == null ? null : first,
        page.next() == null ? null : first + "&after=" + page.next());
  }

  private List<GalleryView.Item> items(List<Job> made, GalleryView.Kind kind) {
    Map<UUID, List<Artifact>> artifacts = jobs.artifacts(made.stream().map(Job::id).toList());
    List<GalleryView.Item> items = new ArrayList<>();
    for (Job job : made) {
      List<ArtifactView> shown =
          artifacts.getOrDefault(job.id(), List.of()).stream()
              .map(ArtifactView::of)
              .filter(kind::has)
              .toList();
      if (!shown.isEmpty()) {
        items.add(new GalleryView.Item(TaskSummary.of(job), shown));
      }
    }
    return items;
  }

  private static GalleryView.Kind kind(String name) {
    for (GalleryView.Kind kind : GalleryView.Kind.values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    throw ApiException.invalid("kind", "must be pictures or sounds");
  }
}
