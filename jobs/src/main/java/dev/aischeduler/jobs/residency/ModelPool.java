package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TryLaterException;
import dev.aischeduler.jobs.model.Allotment;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.MemoryRelief;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.OutOfMemory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models of one task type. The configured engine's is pinned unless somebody unpinned it, and
 * is loaded by {@link #start}; others are loaded when a job asks for them. Thread-safe.
 *
 * @param <T> the loaded model
 */
public final class ModelPool<T extends LoadedModel> {
  private final TaskType lane;
  private final Residency residency;
  private final ModelLoader<T> loader;
  private final ModelCopies<T> configured;

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
      Residency residency) {
    this.lane = lane;
    this.residency = residency;
    this.loader = new Checked<>(lane, catalogue, loader);
    this.configured = residency.enroll(lane, catalogue.configured(lane, engine), this.loader, true);
  }

  /**
   * Begins to load the configured engine's model, in the background: for a node that runs jobs of
   * this type.
   */
  public void start() {
    residency.start(configured.all());
  }

  /** The task type. */
  public TaskType lane() {
    return lane;
  }

  /**
   * Uses a model for a job, loading it if it is not there.
   *
   * @param context told when the job has to wait for the model
   * @throws ModelLoadException when it cannot be loaded
   * @throws PermanentTaskException when there will be no room for it
   * @throws TryLaterException when there is no room for it now, or the job ran out of memory that
   *     others held
   */
  public <R> R use(ModelFolder folder, TaskContext context, Use<T, R> work) throws Exception {
    ModelCopies<T> model = copies(folder);
    if (!residency.residents().view(model.all()).resident()) {
      context.progress(0, "waits for model " + model.name());
    }
    try (Lease<T> lease = acquire(model)) {
      return with(lease, work);
    }
  }

  private <R> R with(Lease<T> lease, Use<T, R> work) throws Exception {
    try {
      return work.with(lease.model());
    } catch (Exception | OutOfMemoryError e) {
      if (OutOfMemory.is(e)) {
        tryLaterIfOthersHoldIt(lease.copy(), e);
      }
      throw e;
    }
  }

  private Lease<T> acquire(ModelCopies<T> model)
      throws InterruptedException, ModelLoadException, PermanentTaskException, TryLaterException {
    try {
      return residency.acquire(model.all());
    } catch (NoRoomException e) {
      String why = Resident.message(e);
      if (e.lasting()) {
        throw new PermanentTaskException(why);
      }
      throw new TryLaterException(why);
    }
  }

  private void tryLaterIfOthersHoldIt(Resident<T> resident, Throwable failure)
      throws TryLaterException {
    MemoryRelief relief = new Relief(residency.residents(), resident);
    if (relief.relieve() || relief.heldByOthers()) {
      throw new TryLaterException(
          "model "
              + resident.name()
              + " ran out of memory that other models held; the job runs again ("
              + Resident.message(failure)
              + ")");
    }
  }

  /** The model of a folder. */
  ModelCopies<T> copies(ModelFolder folder) {
    return folder.path().equals(configured.folder().path())
        ? configured
        : residency.enroll(lane, folder, loader, false);
  }

  /** State and facts of the configured model. Never blocks. */
  public HandlerStatus status() {
    ResidentView view = residency.residents().view(configured.all());
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
        facts.putAll(residency.residents().facts(configured));
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
    public T load(ModelFolder folder, Allotment allotment) throws Exception {
      catalogue.resolve(lane, folder.requested());
      return loader.load(folder, allotment);
    }
  }
}
