package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.Allotment;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
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
 * those that hold its model; when {@link Admission} lets a model in, the models of its lane are
 * within the lane's budget, but for pinned ones; jobs of a lane that wait for room get it in the
 * order of their arrival, so that models in steady use cannot keep another out for ever.
 */
public final class Residency implements AutoCloseable {
  /** Memory that other programs give back is not signalled. */
  private static final long LOOK_AGAIN_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Residency.class);

  private final Residents residents;
  private final Waiting waiting = new Waiting();
  private final Executor executor;
  private final boolean prewarm;

  /**
   * Nothing is loaded yet.
   *
   * @param places every device that may hold models; each lane needs one
   * @param executor runs the loads
   * @param prewarm whether a load runs the model once
   */
  public Residency(List<Place> places, Executor executor, Clock clock, boolean prewarm) {
    this.residents = new Residents(places, clock);
    this.executor = executor;
    this.prewarm = prewarm;
  }

  /** Who is in memory and who was. */
  Residents residents() {
    return residents;
  }

  /** Runs what takes a model's time. */
  Executor executor() {
    return executor;
  }

  /**
   * The model of a folder, which need not be loaded; the same object for the same folder.
   *
   * @param configured pins it unless somebody said otherwise
   */
  <T extends LoadedModel> ModelCopies<T> enroll(
      TaskType lane, ModelFolder folder, ModelLoader<T> loader, boolean configured) {
    return residents.enroll(lane, folder, loader, configured);
  }

  /**
   * A copy of a model for one job: the one on the device with the most free share, or the next best
   * while that has none. Waits until it is loaded, and before that until models that are in use
   * leave room for it.
   *
   * @param copies of one model, at least one
   * @throws ModelLoadException when it could not be loaded
   * @throws NoRoomException when there is no room for it and no job whose end would make some
   */
  <T extends LoadedModel> Lease<T> acquire(List<Resident<T>> copies)
      throws InterruptedException, ModelLoadException, NoRoomException {
    ModelCopies<T> model = copies.get(0).model();
    List<ModelLoad<T>> begun = new ArrayList<>();
    Resident<T> copy = null;
    CompletableFuture<T> load = null;
    Object ticket = new Object();
    residents.lock().lockInterruptibly();
    try {
      waiting.enter(model.lane(), ticket);
      while (load == null) {
        if (model.pinned() || waiting.isFirst(model.lane(), ticket)) {
          copy = chosen(copies, begun);
          load = copy == null ? null : copy.load();
        }
        if (load == null) {
          residents.changed().await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
        }
      }
      residents.use(copy, 1);
    } finally {
      waiting.leave(model.lane(), ticket);
      residents.changed().signalAll();
      residents.lock().unlock();
    }
    begun.forEach(this::begin);
    return await(copy, load);
  }

  /**
   * The copy for one more job; null while it has to wait for room.
   *
   * @param begun takes the loads to be run
   */
  private <T extends LoadedModel> @Nullable Resident<T> chosen(
      List<Resident<T>> copies, List<ModelLoad<T>> begun) throws NoRoomException {
    List<Resident<T>> ranked = residents.byFreeShare(copies);
    for (Resident<T> copy : ranked) {
      if (copy.loaded()) {
        spread(ranked.get(0), begun);
        return copy;
      }
    }
    for (Resident<T> copy : ranked) {
      if (copy.loading()) {
        return copy;
      }
    }
    return loading(ranked, begun);
  }

  /** Begins to load the best copy, for later jobs; it may push no other model out. */
  private <T extends LoadedModel> void spread(Resident<T> best, List<ModelLoad<T>> begun) {
    if (best.present() || best.failure() != null) {
      return;
    }
    long need = best.need();
    if (residents.admission(best, need) instanceof Admission.Admit admit
        && admit.evict().isEmpty()) {
      begun.add(begun(best, need, admit));
    }
  }

  /** The first copy that is admitted, which now loads; null when there will be room for one. */
  private <T extends LoadedModel> @Nullable Resident<T> loading(
      List<Resident<T>> ranked, List<ModelLoad<T>> begun) throws NoRoomException {
    boolean waits = false;
    NoRoomException refused = null;
    for (Resident<T> copy : ranked) {
      long need = copy.need();
      Admission admission = residents.admission(copy, need);
      if (admission instanceof Admission.Admit admit) {
        begun.add(begun(copy, need, admit));
        return copy;
      }
      waits |= admission instanceof Admission.Wait;
      if (admission instanceof Admission.Refuse refuse
          && (refused == null || (refused.lasting() && !refuse.lasting()))) {
        refused = new NoRoomException(refuse.why(), refuse.lasting());
      }
    }
    if (!waits && refused != null) {
      throw refused;
    }
    return null;
  }

  private <T extends LoadedModel> Lease<T> await(Resident<T> copy, CompletableFuture<T> load)
      throws InterruptedException, ModelLoadException, NoRoomException {
    Lease<T> lease = null;
    try {
      lease = new Lease<>(load.get(), copy, residents);
      return lease;
    } catch (ExecutionException e) {
      throw copy.model().unloadable(e.getCause());
    } finally {
      if (lease == null) {
        residents.use(copy, -1);
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
  <T extends LoadedModel> CompletableFuture<T> start(List<Resident<T>> copies) {
    List<ModelLoad<T>> begun = new ArrayList<>();
    CompletableFuture<T> load;
    residents.lock().lock();
    try {
      load = loadOf(residents.byFreeShare(copies), begun);
    } finally {
      residents.lock().unlock();
    }
    begun.forEach(this::begin);
    return load;
  }

  private <T extends LoadedModel> CompletableFuture<T> loadOf(
      List<Resident<T>> ranked, List<ModelLoad<T>> begun) {
    for (Resident<T> copy : ranked) {
      CompletableFuture<T> load = copy.load();
      if (load != null && copy.present()) {
        return load;
      }
    }
    Resident<T> first = ranked.get(0);
    try {
      Resident<T> copy = loading(ranked, begun);
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

  /** Said once, however often it is tried. */
  private static <T extends LoadedModel> CompletableFuture<T> refused(
      Resident<T> copy, NoRoomException why) {
    if (copy.failure() == null) {
      LOG.warn("model {} is not loaded: {}", copy.name(), why.getMessage());
    }
    return copy.refuse(why);
  }

  private <T extends LoadedModel> ModelLoad<T> begun(
      Resident<T> copy, long need, Admission.Admit admit) {
    Place place = copy.place();
    List<Freed> freed =
        residents.evict(
            r -> r.place().equals(place) && admit.evict().contains(r.occupant()),
            "model " + copy.name() + " needs its place");
    long room = place.budgets().of(copy.lane()) - residents.held(place, copy.lane(), copy);
    CompletableFuture<T> load = copy.begin(need);
    residents.changed().signalAll();
    return new ModelLoad<>(
        residents,
        copy,
        load,
        freed,
        new Allotment(place.device(), Math.max(need, room), new Relief(residents, copy)),
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
  <T extends LoadedModel> void unload(List<Resident<T>> copies) throws ModelInUseException {
    List<Freed> freed = new ArrayList<>();
    residents.lock().lock();
    try {
      for (Resident<T> copy : copies) {
        refuseWhenBusy(copy);
      }
      for (Resident<T> copy : copies) {
        if (copy.loaded()) {
          freed.add(residents.take(copy, "unloaded on request"));
        }
        copy.leave();
      }
    } finally {
      residents.lock().unlock();
    }
    freed.forEach(Freed::close);
  }

  private static void refuseWhenBusy(Resident<?> copy) throws ModelInUseException {
    if (copy.occupant().busy()) {
      throw new ModelInUseException(
          "model "
              + copy.name()
              + (copy.users() > 0 ? " is used by " + copy.users() + " jobs" : " is loading"));
    }
  }

  /** Pins or unpins a model, for later processes too. */
  void pin(ModelCopies<?> model, boolean pinned) {
    residents.lock().lock();
    try {
      model.pin(pinned);
      residents.changed().signalAll();
    } finally {
      residents.lock().unlock();
    }
    model.all().forEach(copy -> copy.note(stat -> stat.with(pinned, stat.lastUsedAt())));
  }

  /** Frees all models; none may be in use. One that is loading is freed when it is loaded. */
  @Override
  public void close() {
    List<CompletableFuture<? extends LoadedModel>> loads = new ArrayList<>();
    residents.lock().lock();
    try {
      for (Resident<?> resident : residents.where(Resident::present)) {
        CompletableFuture<? extends LoadedModel> load = resident.load();
        if (load != null) {
          loads.add(load);
          resident.leave();
        }
      }
    } finally {
      residents.lock().unlock();
    }
    loads.forEach(Residency::closeWhenLoaded);
  }

  private static void closeWhenLoaded(CompletableFuture<? extends LoadedModel> load) {
    CompletableFuture<Void> freed = load.thenAccept(LoadedModel::close);
    if (freed.isCompletedExceptionally() && !load.isCompletedExceptionally()) {
      LOG.warn("a model could not be freed at the end");
    }
  }
}
