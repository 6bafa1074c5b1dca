package dev.aischeduler.web.page.models;

import dev.aischeduler.engine.system.SystemJob;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.jobs.model.hub.ModelPullTask;
import dev.aischeduler.jobs.model.hub.catalogue.HubCatalogue;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.view.DeviceMemoryView;
import dev.aischeduler.web.api.view.ModelView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** The models of this node. */
public final class ModelsPage implements Resource {
  private static final int PULLS = 10;
  private final PageRenderer renderer;
  private final NodeModels models;
  private final SystemJobs system;
  private final List<String> types;

  /**
   * The page over these services.
   *
   * @param types task types whose models can be pulled
   */
  public ModelsPage(
      PageRenderer renderer, NodeModels models, SystemJobs system, List<String> types) {
    this.renderer = renderer;
    this.models = models;
    this.system = system;
    this.types = types;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Section.MODELS.path(), renderer.page(Section.MODELS, "models.jte", this::view));
  }

  private ModelsView view(Context ctx) {
    List<ModelView> all = models.list().stream().map(ModelView::of).toList();
    Set<String> names = Set.copyOf(all.stream().map(ModelView::name).distinct().toList());
    return new ModelsView(
        all,
        models.memoryUse().stream().map(DeviceMemoryView::of).toList(),
        HubCatalogue.shipped().models().stream()
            .filter(entry -> entry.runs() && !names.contains(entry.name()))
            .toList(),
        system.list(Set.of(), ModelPullTask.KIND, PULLS).stream().map(ModelsPage::pull).toList(),
        types);
  }

  private static ModelsView.Pull pull(SystemJob job) {
    return new ModelsView.Pull(job.key(), job);
  }
}
