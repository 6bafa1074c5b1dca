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
 * <p>Invariants: a model in use is never freed; each folder is loaded once, however many jobs ask
 * for it; when {@link Admission} lets a model in, the models of its lane are within the lane's
 * budget, but for pinned ones; jobs of a lane that wait for room get it in the order of their
 * arrival, so that models in steady use cannot keep another out for ever.
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
   * @param places where models are kept
   * @param executor runs the loads
   * @param prewarm whether a load runs the model once
   */
  public Residency(Places places, Executor executor, Clock clock, boolean prewarm) {
    this.residents = new Residents(places, clock);
    this.executor = executor;
    this.prewarm = prewarm;
  }

  /** Who is in memory and who was. */
  Residents residents() {
    return residents;
  }

  /**
   * The model of a folder, which need not be loaded; the same object for the same folder.
   *
   * @param configured pins it unless somebody said otherwise
   */
  <T extends LoadedModel> Resident<T> enroll(
      TaskType lane, ModelFolder folder, ModelLoader<T> loader, boolean configured) {
    return residents.enroll(lane, folder, loader, configured);
  }

  /**
   * The model for one job, which gives it back by {@link #release}. Waits until it is loaded, and
   * before that until models that are in use leave room for it.
   *
   * @throws ModelLoadException when it could not be loaded
   * @throws NoRoomException when there is no room for it and no job whose end would make some
   */
  <T extends LoadedModel> T acquire(Resident<T> resident)
      throws InterruptedException, ModelLoadException, NoRoomException {
    ModelLoad<T> begun = null;
    CompletableFuture<T> load = null;
    Object ticket = new Object();
    residents.lock().lockInterruptibly();
    try {
      waiting.enter(resident.lane(), ticket);
      while (load == null) {
        if (resident.pinned() || waiting.isFirst(resident.lane(), ticket)) {
          begun = resident.present() ? null : admitted(resident);
          load = resident.present() ? resident.load() : null;
        }
        if (load == null) {
          residents.changed().await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
        }
      }
      residents.use(resident, 1);
    } finally {
      waiting.leave(resident.lane(), ticket);
      residents.changed().signalAll();
      residents.lock().unlock();
    }
    begin(begun);
    return await(resident, load);
  }

  private <T extends LoadedModel> T await(Resident<T> resident, CompletableFuture<T> load)
      throws InterruptedException, ModelLoadException, NoRoomException {
    boolean got = false;
    try {
      T model = load.get();
      got = true;
      return model;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoRoomException noRoom) {
        throw noRoom;
      }
      throw new ModelLoadException(
          "model " + resident.name() + " could not be loaded: " + Resident.message(e.getCause()),
          e.getCause());
    } finally {
      if (!got) {
        release(resident);
      }
    }
  }

  /** Gives a model back. */
  void release(Resident<?> resident) {
    residents.use(resident, -1);
  }

  /**
   * Begins to load a model in the background, unless it is there or on its way. One that has no
   * room is left failed with the reason.
   */
  <T extends LoadedModel> void start(Resident<T> resident) {
    ModelLoad<T> begun = null;
    residents.lock().lock();
    try {
      if (!resident.present()) {
        begun = admitted(resident);
        if (begun == null) {
          refuse(
              resident,
              new NoRoomException(
                  "model " + resident.name() + " waits for models that are in use", false));
        }
      }
    } catch (NoRoomException e) {
      refuse(resident, e);
    } finally {
      residents.lock().unlock();
    }
    begin(begun);
  }

  /** Said once, however often it is tried. */
  private static void refuse(Resident<?> resident, NoRoomException why) {
    if (resident.failure() == null) {
      LOG.warn("model {} is not loaded: {}", resident.name(), why.getMessage());
    }
    resident.refuse(why);
  }

  private <T extends LoadedModel> @Nullable ModelLoad<T> admitted(Resident<T> resident)
      throws NoRoomException {
    Place place = residents.places().next(resident.lane());
    long need = resident.need();
    Admission admission = residents.admission(resident, place, need);
    if (admission instanceof Admission.Refuse refuse) {
      throw new NoRoomException(refuse.why(), refuse.lasting());
    }
    if (!(admission instanceof Admission.Admit admit)) {
      return null;
    }
    List<Freed> freed =
        residents.evict(
            r -> r.place().equals(place) && admit.evict().contains(r.occupant()),
            "model " + resident.name() + " needs its place");
    long room =
        place.budgets().of(resident.lane()) - residents.held(place, resident.lane(), resident);
    CompletableFuture<T> load =
        resident.begin(place, need, residents.places().settler().apply(resident.lane()));
    residents.changed().signalAll();
    return new ModelLoad<>(
        residents,
        resident,
        load,
        freed,
        new Allotment(place.device(), Math.max(need, room), new Relief(residents, resident)),
        prewarm);
  }

  private void begin(@Nullable ModelLoad<?> load) {
    if (load != null) {
      try {
        executor.execute(load);
      } catch (RejectedExecutionException e) {
        load.fail(new IllegalStateException("the node shuts down", e));
      }
    }
  }

  /**
   * Frees a model; one that is not loaded stays so.
   *
   * @throws ModelInUseException when jobs use it or it is loading
   */
  void unload(Resident<?> resident) throws ModelInUseException {
    List<Freed> freed;
    residents.lock().lock();
    try {
      if (resident.occupant().busy()) {
        throw new ModelInUseException(
            "model "
                + resident.name()
                + (resident.users() > 0
                    ? " is used by " + resident.users() + " jobs"
                    : " is loading"));
      }
      freed =
          resident.loaded() ? List.of(residents.take(resident, "unloaded on request")) : List.of();
      resident.leave();
    } finally {
      residents.lock().unlock();
    }
    freed.forEach(Freed::close);
  }

  /** Pins or unpins a model, for later processes too. */
  void pin(Resident<?> resident, boolean pinned) {
    residents.lock().lock();
    try {
      resident.pin(pinned);
      residents.changed().signalAll();
    } finally {
      residents.lock().unlock();
    }
    resident.note(stat -> stat.with(pinned, stat.lastUsedAt()));
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
