package dev.aischeduler.web.api;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.cache.ManagedModel;
import dev.aischeduler.jobs.model.cache.ModelInUseException;
import dev.aischeduler.jobs.model.cache.ModelStatus;
import dev.aischeduler.jobs.model.cache.NoRoomException;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.ModelState;
import dev.aischeduler.web.api.view.ModelView;
import dev.aischeduler.web.api.wait.CallerWait;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Models of this node: where each is, and what an operator does about it. */
final class ModelResource implements Resource {
  /**
   * Models of this node.
   *
   * @param inUse the model of each task type
   * @param installed every folder of weights found, with its place in memory
   */
  record ModelsReply(List<ModelState> inUse, List<ModelView> installed) {}

  private static final String MODELS = Paths.V1 + "/models";
  private final NodeHandlers handlers;
  private final NodeModels models;
  private final CallerWait waiter;
  private final Duration wait;

  /** Which of the copies; all of them when it is left out. */
  private static final String DEVICE = "device";

  /** What an operator does with a model. */
  @FunctionalInterface
  private interface Action {
    ModelStatus on(ManagedModel<?> model) throws ModelInUseException;
  }

  /**
   * Answers for the models.
   *
   * @param wait how long a caller waits for a load
   */
  ModelResource(NodeHandlers handlers, NodeModels models, CallerWait waiter, Duration wait) {
    this.handlers = handlers;
    this.models = models;
    this.waiter = waiter;
    this.wait = wait;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(MODELS, this::list);
    String model = MODELS + "/{name}";
    routes.get(model, ctx -> act(ctx, named(ctx), ManagedModel::view));
    routes.post(model + "/load", ctx -> begin(ctx, copy(ctx), ManagedModel::load));
    routes.post(model + "/prewarm", ctx -> begin(ctx, copy(ctx), ManagedModel::prewarm));
    routes.post(model + "/unload", ctx -> act(ctx, copy(ctx), ManagedModel::unload));
    routes.post(model + "/pin", ctx -> act(ctx, named(ctx), m -> m.pin(true)));
    routes.post(model + "/unpin", ctx -> act(ctx, named(ctx), m -> m.pin(false)));
  }

  private void list(Context ctx) {
    var installed = models.list().stream().map(ModelView::of).toList();
    Replies.json(ctx, 200, new ModelsReply(handlers.models(), installed));
  }

  private ManagedModel<?> named(Context ctx) {
    return models
        .find(ctx.pathParam("name"))
        .orElseThrow(
            () ->
                ApiException.notFound("no model has this name")
                    .remedy("GET " + MODELS + " lists them"));
  }

  /** The model, or its copy on the device that the caller names. */
  private ManagedModel<?> copy(Context ctx) {
    Optional<String> device = new QueryParams(ctx, Set.of(DEVICE)).one(DEVICE);
    ManagedModel<?> model = named(ctx);
    if (device.isEmpty()) {
      return model;
    }
    if (!model.devices().contains(device.get())) {
      throw ApiException.invalid(
              DEVICE,
              "is none that runs this model" + Suggestion.phrase(device.get(), model.devices()))
          .remedy("one of: " + String.join(", ", model.devices()));
    }
    return model.on(device.get());
  }

  /** Answers when the load has ended, or that it goes on. */
  private void begin(
      Context ctx,
      ManagedModel<?> model,
      Function<ManagedModel<?>, CompletableFuture<Void>> action) {
    CompletableFuture<Void> work = action.apply(model);
    if (work.isDone()) {
      answer(ctx, model, work);
    } else {
      ctx.future(
          () -> waiter.forWork(ctx, work, wait).thenAccept(hasEnded -> answer(ctx, model, work)));
    }
  }

  private static void answer(Context ctx, ManagedModel<?> model, CompletableFuture<Void> work) {
    if (work.isCompletedExceptionally()) {
      throw problem(failure(work));
    }
    Replies.json(ctx, work.isDone() ? 200 : 202, ModelView.of(model.view()));
  }

  private static Throwable failure(CompletableFuture<Void> work) {
    try {
      work.join();
      throw new IllegalStateException("it has not failed");
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
  }

  private static void act(Context ctx, ManagedModel<?> model, Action action) {
    try {
      ModelStatus now = action.on(model);
      boolean loading = now.state() == ModelStatus.State.LOADING;
      Replies.json(ctx, loading ? 202 : 200, ModelView.of(now));
    } catch (ModelInUseException e) {
      throw ApiException.of(409, "model-in-use", String.valueOf(e.getMessage()))
          .remedy("wait for its jobs to end, or cancel them");
    }
  }

  private static RuntimeException problem(Throwable e) {
    if (e instanceof NoRoomException full) {
      return ApiException.of(
              full.permanent() ? 507 : 409,
              full.permanent() ? "no-room" : "no-room-now",
              String.valueOf(e.getMessage()))
          .remedy(
              "unload or unpin another model of its lane, or raise the lane's part of the device's"
                  + " memory; GET /api/v1/system/resources tells who holds it");
    }
    if (e instanceof ModelLoadException) {
      return ApiException.of(422, "model-unusable", String.valueOf(e.getMessage()))
          .remedy("repair or reinstall the model");
    }
    return new IllegalStateException("a model could not be loaded", e);
  }
}
