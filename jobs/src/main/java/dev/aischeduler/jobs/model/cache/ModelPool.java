package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TryLaterException;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.MemoryReclaimer;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.OutOfMemory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models of one task type. The configured engine's is pinned unless an operator unpinned it,
 * and is loaded by {@link #start}; others are loaded when a job asks for them. Thread-safe.
 *
 * @param <T> the loaded model
 */
public final class ModelPool<T extends LoadedModel> {
  /** In a trace, by the conventions of OpenTelemetry. */
  private static final String MODEL = "gen_ai.request.model";

  private final TaskType lane;
  private final ModelCache cache;
  private final ModelLoader<T> loader;
  private final CachedModel<T> configured;

  /**
   * Loads nothing yet.
   *
   * @param engine configured engine
   */
  public ModelPool(
      TaskType lane,
      String engine,
      ModelCatalogue catalogue,
      ModelLoader<T> loader,
      ModelCache cache) {
    this.lane = lane;
    this.cache = cache;
    this.loader = new Checked<>(lane, catalogue, loader);
    this.configured = cache.register(lane, catalogue.configured(lane, engine), this.loader, true);
  }

  /**
   * Begins to load the configured engine's model, in the background: for a node that runs jobs of
   * this type.
   */
  public void start() {
    cache.start(configured.all());
  }

  /** The task type. */
  public TaskType lane() {
    return lane;
  }

  /**
   * Uses a model for a job, loading it if it is not there.
   *
   * @param context takes a progress note when the job waits for the model
   * @throws ModelLoadException when it cannot be loaded
   * @throws PermanentTaskException when there will be no room for it
   * @throws TryLaterException when there is no room for it now, or the job ran out of memory that
   *     others held
   */
  public <R> R use(ModelFolder folder, TaskContext context, ModelWork<T, R> work) throws Exception {
    CachedModel<T> model = copies(folder);
    context.span().put(MODEL, model.name());
    try (ModelUse<T> use = acquire(model, context)) {
      return with(use, work);
    }
  }

  private ModelUse<T> acquire(CachedModel<T> model, TaskContext context) throws Exception {
    if (cache.models().view(model.all()).inMemory()) {
      return acquire(model);
    }
    context.progress(0, "waits for model " + model.name());
    try (TraceSpan load = context.part("load model")) {
      load.put(MODEL, model.name());
      try {
        return acquire(model);
      } catch (Exception e) {
        load.failed(e.getClass().getSimpleName());
        throw e;
      }
    }
  }

  private <R> R with(ModelUse<T> use, ModelWork<T, R> work) throws Exception {
    try {
      return work.with(use.model());
    } catch (Exception | OutOfMemoryError e) {
      if (OutOfMemory.is(e)) {
        tryLaterIfOthersHoldIt(use.copy(), e);
      }
      throw e;
    }
  }

  private ModelUse<T> acquire(CachedModel<T> model)
      throws InterruptedException, ModelLoadException, PermanentTaskException, TryLaterException {
    try {
      return cache.acquire(model.all());
    } catch (NoRoomException e) {
      String why = ModelCopy.message(e);
      if (e.permanent()) {
        throw new PermanentTaskException(why);
      }
      throw new TryLaterException(why);
    }
  }

  private void tryLaterIfOthersHoldIt(ModelCopy<T> copy, Throwable failure)
      throws TryLaterException {
    MemoryReclaimer reclaimer = new IdleModelReclaimer(cache.models(), copy);
    if (reclaimer.reclaim() || reclaimer.heldByOthers()) {
      throw new TryLaterException(
          "model "
              + copy.name()
              + " ran out of memory that other models held; the job runs again ("
              + ModelCopy.message(failure)
              + ")");
    }
  }

  /** The model of a folder. */
  CachedModel<T> copies(ModelFolder folder) {
    return folder.path().equals(configured.folder().path())
        ? configured
        : cache.register(lane, folder, loader, false);
  }

  /** State and facts of the configured model. Never blocks. */
  public HandlerStatus status() {
    ModelStatus view = cache.models().view(configured.all());
    ModelFolder folder = configured.folder();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", folder.name());
    facts.put("engine", folder.requested());
    facts.put("miniature", folder.miniature());
    facts.put("path", folder.path().toString());
    String name = "model " + folder.name();
    return switch (view.state()) {
      case LOADING -> new HandlerStatus(HandlerStatus.State.LOADING, name + " is loading", facts);
      case FAILED ->
          new HandlerStatus(
              HandlerStatus.State.FAILED, name + " could not be loaded: " + view.detail(), facts);
      case NOT_LOADED, IDLE, IN_USE -> {
        facts.put("load_ms", view.loadMs());
        facts.putAll(cache.models().facts(configured));
        yield new HandlerStatus(HandlerStatus.State.READY, "", facts);
      }
    };
  }

  /** A loader that asks the catalogue first whether the engine may be used. */
  private record Checked<T extends LoadedModel>(
      TaskType lane, ModelCatalogue catalogue, ModelLoader<T> loader) implements ModelLoader<T> {
    @Override
    public long weightsBytes(ModelFolder folder) throws IOException {
      return loader.weightsBytes(folder);
    }

    @Override
    public T load(ModelFolder folder, DeviceAllocation allocation) throws Exception {
      catalogue.resolve(lane, folder.requested());
      return loader.load(folder, allocation);
    }
  }
}
