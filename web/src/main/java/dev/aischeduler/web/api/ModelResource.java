package dev.aischeduler.web.api;

import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.web.api.view.ModelsView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Models in use and installed. */
final class ModelResource implements Resource {
  private final Fleet fleet;
  private final ModelCatalogue catalogue;

  ModelResource(Fleet fleet, ModelCatalogue catalogue) {
    this.fleet = fleet;
    this.catalogue = catalogue;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(Paths.V1 + "/models", this::list);
  }

  private void list(Context ctx) {
    var installed =
        catalogue.list().stream()
            .map(folder -> new ModelsView.Installed(folder.name(), folder.miniature()))
            .toList();
    Replies.json(ctx, 200, new ModelsView(fleet.models(), installed));
  }
}
