package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.cache.admission.Admission;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in the memory of this node's devices. Thread-safe.
 *
 * <p>Invariants: a model in use is never freed; each folder is loaded at most once for each device,
 * however many jobs ask for it; a job goes to the device with the most free share for it among
 * those that hold its model; when {@link Admission} admits a model, the models of its lane are
 * within the lane's budget, but for pinned ones; jobs of a lane that wait for room get it in the
 * order of their arrival, so that models in steady use cannot starve another.
 */
public final class ModelCache implements AutoCloseable {
  /** Memory that other programs free is not signalled. */
  private static final long LOOK_AGAIN_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);

  private final CachedModels models;
  private final LoadQueue waiting = new LoadQueue();
  private final Executor executor;
  private final boolean prewarm;

  /**
   * Nothing is loaded yet.
   *
   * @param devices every device that may hold models; each lane needs one
   * @param executor runs the loads
   * @param prewarm whether a load runs the model once
   */
  public ModelCache(List<ModelDevice> devices, Executor executor, Clock clock, boolean prewarm) {
    this.models = new CachedModels(devices, clock);
    this.executor = executor;
    this.prewarm = prewarm;
  }

  /** Who is in memory and who was. */
  CachedModels models() {
    return models;
  }

  /** Runs what takes a model's time. */
  Executor executor() {
    return executor;
  }

  /**
   * The model of a folder, which need not be loaded; the same object for the same folder.
   *
   * @param configured pins it unless an operator set it
   */
  <T extends LoadedModel> CachedModel<T> register(
      TaskType lane, ModelFolder folder, ModelLoader<T> loader, boolean configured) {
    return models.register(lane, folder, loader, configured);
  }

  /**
   * A copy of a model for one job: the one on the device with the most free share, or the next best
   * while that copy is not loaded. Waits until it is loaded, and before that until models that are
   * in use leave room for it.
   *
   * @param copies of one model, at least one
   * @throws ModelLoadException when it could not be loaded
   * @throws NoRoomException when there is no room for it and no job whose end would make some
   */
  <T extends LoadedModel> ModelUse<T> acquire(List<ModelCopy<T>> copies)
      throws InterruptedException, ModelLoadException, NoRoomException {
    CachedModel<T> model = copies.get(0).model();
    List<ModelLoad<T>> begun = new ArrayList<>();
    ModelCopy<T> copy = null;
    CompletableFuture<T> load = null;
    Object ticket = new Object();
    models.lock().lockInterruptibly();
    try {
      waiting.enter(model.lane(), ticket);
      while (load == null) {
        if (model.pinned() || waiting.isFirst(model.lane(), ticket)) {
          copy = chosen(copies, begun);
          load = copy == null ? null : copy.load();
        }
        if (load == null) {
          models.changed().await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
        }
      }
      models.use(copy, 1);
    } finally {
      waiting.leave(model.lane(), ticket);
      models.changed().signalAll();
      models.lock().unlock();
    }
    begun.forEach(this::begin);
    return await(copy, load);
  }

  /**
   * The copy for one more job; null while it has to wait for room.
   *
   * @param begun takes the loads to be run
   */
  private <T extends LoadedModel> @Nullable ModelCopy<T> chosen(
      List<ModelCopy<T>> copies, List<ModelLoad<T>> begun) throws NoRoomException {
    List<ModelCopy<T>> ranked = models.byFreeShare(copies);
    for (ModelCopy<T> copy : ranked) {
      if (copy.loaded()) {
        spread(ranked.get(0), begun);
        return copy;
      }
    }
    for (ModelCopy<T> copy : ranked) {
      if (copy.loading()) {
        return copy;
      }
    }
    return loading(ranked, begun);
  }

  /**
   * Begins to load the best copy, for later jobs, unless another model would have to be evicted.
   */
  private <T extends LoadedModel> void spread(ModelCopy<T> best, List<ModelLoad<T>> begun) {
    if (best.present() || best.failure() != null) {
      return;
    }
    long need = best.need();
    if (models.admission(best, need) instanceof Admission.Admit admit && admit.evict().isEmpty()) {
      begun.add(begun(best, need, admit));
    }
  }

  /** The first copy that is admitted, which now loads; null when there will be room for one. */
  private <T extends LoadedModel> @Nullable ModelCopy<T> loading(
      List<ModelCopy<T>> ranked, List<ModelLoad<T>> begun) throws NoRoomException {
    boolean waits = false;
    NoRoomException refused = null;
    for (ModelCopy<T> copy : ranked) {
      long need = copy.need();
      Admission admission = models.admission(copy, need);
      if (admission instanceof Admission.Admit admit) {
        begun.add(begun(copy, need, admit));
        return copy;
      }
      waits |= admission instanceof Admission.Wait;
      if (admission instanceof Admission.Refuse refuse
          && (refused == null || (refused.permanent() && !refuse.permanent()))) {
        refused = new NoRoomException(refuse.why(), refuse.permanent());
      }
    }
    if (!waits && refused != null) {
      throw refused;
    }
    return null;
  }

  private <T extends LoadedModel> ModelUse<T> await(ModelCopy<T> copy, CompletableFuture<T> load)
      throws InterruptedException, ModelLoadException, NoRoomException {
    ModelUse<T> use = null;
    try {
      use = new ModelUse<>(load.get(), copy, models);
      return use;
    } catch (ExecutionException e) {
      throw copy.model().unloadable(e.getCause());
    } finally {
      if (use == null) {
        models.use(copy, -1);
      }
    }
  }

  /**
   * Begins to load a copy of a model in the background, unless one of these is there or on its way.
   * A model that has no room is left failed with the reason.
   *
   * @param copies of one model, at least one
   * @return the load
   */
  <T extends LoadedModel> CompletableFuture<T> start(List<ModelCopy<T>> copies) {
    List<ModelLoad<T>> begun = new ArrayList<>();
    CompletableFuture<T> load;
    models.lock().lock();
    try {
      load = loadOf(models.byFreeShare(copies), begun);
    } finally {
      models.lock().unlock();
    }
    begun.forEach(this::begin);
    return load;
  }

  private <T extends LoadedModel> CompletableFuture<T> loadOf(
      List<ModelCopy<T>> ranked, List<ModelLoad<T>> begun) {
    for (ModelCopy<T> copy : ranked) {
      CompletableFuture<T> load = copy.load();
      if (load != null && copy.present()) {
        return load;
      }
    }
    ModelCopy<T> first = ranked.get(0);
    try {
      ModelCopy<T> copy = loading(ranked, begun);
      CompletableFuture<T> load = copy == null ? null : copy.load();
      return load != null
          ? load
          : refused(
              first,
              new NoRoomException(
                  "model " + first.name() + " waits for models that are in use", false));
    } catch (NoRoomException e) {
      return refused(first, e);
    }
  }

  /** Logged once, however often it is tried. */
  private static <T extends LoadedModel> CompletableFuture<T> refused(
      ModelCopy<T> copy, NoRoomException why) {
    if (copy.failure() == null) {
      LOG.warn("model {} is not loaded: {}", copy.name(), why.getMessage());
    }
    return copy.refuse(why);
  }

  private <T extends LoadedModel> ModelLoad<T> begun(
      ModelCopy<T> copy, long need, Admission.Admit admit) {
    ModelDevice device = copy.device();
    List<EvictedModel> freed =
        models.evict(
            r -> r.device().equals(device) && admit.evict().contains(r.footprint()),
            "model " + copy.name() + " needs its memory");
    long room = device.budgets().of(copy.lane()) - models.held(device, copy.lane(), copy);
    CompletableFuture<T> load = copy.begin(need);
    models.changed().signalAll();
    return new ModelLoad<>(
        models,
        copy,
        load,
        freed,
        new DeviceAllocation(
            device.device(), Math.max(need, room), new IdleModelReclaimer(models, copy)),
        prewarm);
  }

  private void begin(ModelLoad<?> load) {
    try {
      executor.execute(load);
    } catch (RejectedExecutionException e) {
      load.fail(new IllegalStateException("the node shuts down", e));
    }
  }

  /**
   * Frees copies of a model; those that are not loaded stay so.
   *
   * @throws ModelInUseException when jobs use one of them or it is loading; then all stay
   */
  <T extends LoadedModel> void unload(List<ModelCopy<T>> copies) throws ModelInUseException {
    List<EvictedModel> freed = new ArrayList<>();
    models.lock().lock();
    try {
      for (ModelCopy<T> copy : copies) {
        refuseWhenBusy(copy);
      }
      for (ModelCopy<T> copy : copies) {
        if (copy.loaded()) {
          freed.add(models.take(copy, "unloaded on request"));
        }
        copy.clearLoad();
      }
    } finally {
      models.lock().unlock();
    }
    freed.forEach(EvictedModel::close);
  }

  private static void refuseWhenBusy(ModelCopy<?> copy) throws ModelInUseException {
    if (copy.footprint().busy()) {
      throw new ModelInUseException(
          "model "
              + copy.name()
              + (copy.users() > 0 ? " is used by " + copy.users() + " jobs" : " is loading"));
    }
  }

  /** Pins or unpins a model, for later processes too. */
  void pin(CachedModel<?> model, boolean pinned) {
    models.lock().lock();
    try {
      model.pin(pinned);
      models.changed().signalAll();
    } finally {
      models.lock().unlock();
    }
    model.all().forEach(copy -> copy.note(stat -> stat.with(pinned, stat.lastUsedAt())));
  }

  /** Frees all models; none may be in use. One that is loading is freed when it is loaded. */
  @Override
  public void close() {
    List<CompletableFuture<? extends LoadedModel>> loads = new ArrayList<>();
    models.lock().lock();
    try {
      for (ModelCopy<?> copy : models.where(ModelCopy::present)) {
        CompletableFuture<? extends LoadedModel> load = copy.load();
        if (load != null) {
          loads.add(load);
          copy.clearLoad();
        }
      }
    } finally {
      models.lock().unlock();
    }
    loads.forEach(ModelCache::closeWhenLoaded);
  }

  private static void closeWhenLoaded(CompletableFuture<? extends LoadedModel> load) {
    CompletableFuture<Void> freed = load.thenAccept(LoadedModel::close);
    if (freed.isCompletedExceptionally() && !load.isCompletedExceptionally()) {
      LOG.warn("a model could not be freed at the end");
    }
  }
}
