package dev.aischeduler.web.api;

import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.residency.ManagedModel;
import dev.aischeduler.jobs.residency.ModelInUseException;
import dev.aischeduler.jobs.residency.NoRoomException;
import dev.aischeduler.jobs.residency.NodeModels;
import dev.aischeduler.jobs.residency.ResidentView;
import dev.aischeduler.web.api.view.ModelView;
import dev.aischeduler.web.api.view.ModelsView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;

/** Models of this node: where each is, and what an operator does about it. */
final class ModelResource implements Resource {
  private static final String MODELS = Paths.V1 + "/models";
  private final Fleet fleet;
  private final NodeModels models;
  private final Duration wait;

  /** What an operator does with a model. */
  @FunctionalInterface
  private interface Action {
    ResidentView on(ManagedModel model)
        throws InterruptedException, NoRoomException, ModelLoadException, ModelInUseException;
  }

  /**
   * Answers for the models.
   *
   * @param wait how long a caller waits for a load
   */
  ModelResource(Fleet fleet, NodeModels models, Duration wait) {
    this.fleet = fleet;
    this.models = models;
    this.wait = wait;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(MODELS, this::list);
    routes.get(MODELS + "/{name}", ctx -> act(ctx, ManagedModel::view));
    routes.post(MODELS + "/{name}/load", ctx -> act(ctx, model -> model.load(wait)));
    routes.post(MODELS + "/{name}/prewarm", ctx -> act(ctx, model -> model.prewarm(wait)));
    routes.post(MODELS + "/{name}/unload", ctx -> act(ctx, ManagedModel::unload));
    routes.post(MODELS + "/{name}/pin", ctx -> act(ctx, model -> model.pin(true)));
    routes.post(MODELS + "/{name}/unpin", ctx -> act(ctx, model -> model.pin(false)));
  }

  private void list(Context ctx) {
    var installed = models.list().stream().map(ModelView::of).toList();
    Replies.json(ctx, 200, new ModelsView(fleet.models(), installed));
  }

  private void act(Context ctx, Action action) throws InterruptedException {
    ManagedModel model =
        models
            .find(ctx.pathParam("name"))
            .orElseThrow(
                () ->
                    ApiException.notFound("no model has this name")
                        .remedy("GET " + MODELS + " lists them"));
    try {
      ResidentView now = action.on(model);
      boolean loading = now.state() == ResidentView.State.LOADING;
      Replies.json(ctx, loading ? 202 : 200, ModelView.of(now));
    } catch (ModelInUseException e) {
      throw ApiException.of(409, "model-in-use", String.valueOf(e.getMessage()))
          .remedy("wait for its jobs to end, or cancel them");
    } catch (NoRoomException e) {
      throw ApiException.of(
              e.lasting() ? 507 : 409,
              e.lasting() ? "no-room" : "no-room-now",
              String.valueOf(e.getMessage()))
          .remedy(
              "unload or unpin another model of its lane, or raise the lane's part of the device's"
                  + " memory; GET /api/v1/system/resources tells who holds it");
    } catch (ModelLoadException e) {
      throw ApiException.of(422, "model-unusable", String.valueOf(e.getMessage()))
          .remedy("repair or reinstall the model");
    }
  }
}
