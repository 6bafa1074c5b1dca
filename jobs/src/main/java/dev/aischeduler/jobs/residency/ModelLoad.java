package dev.aischeduler.jobs.residency;

import dev.aischeduler.jobs.model.Allotment;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.OutOfMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One load: frees what was evicted for it, loads, prewarms, and measures what that took. Runs once.
 *
 * @param <T> the loaded model
 */
final class ModelLoad<T extends LoadedModel> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoad.class);

  private final Residents residents;
  private final Resident<T> resident;
  private final CompletableFuture<T> load;
  private final List<Freed> evicted;
  private final Allotment allotment;
  private final boolean prewarm;

  /**
   * A load that was admitted.
   *
   * @param load completed at its end
   * @param evicted to be freed first
   */
  ModelLoad(
      Residents residents,
      Resident<T> resident,
      CompletableFuture<T> load,
      List<Freed> evicted,
      Allotment allotment,
      boolean prewarm) {
    this.residents = residents;
    this.resident = resident;
    this.load = load;
    this.evicted = evicted;
    this.allotment = allotment;
    this.prewarm = prewarm;
  }

  @Override
  public void run() {
    evicted.forEach(Freed::close);
    boolean known = resident.measured();
    Lock gate = residents.gate().during(known);
    gate.lock();
    try {
      long start = System.nanoTime();
      long begun = residents.gate().begun();
      boolean quiet = quiet();
      long before = memory();
      T model = loadOrRelieve();
      long took = memory() - before;
      long weights = resident.weights();
      boolean clean = quiet && residents.gate().undisturbed(begun) && took > weights;
      long bytes = clean ? took : Math.max(weights, resident.bytes());
      long ms = (System.nanoTime() - start) / 1_000_000;
      resident.note(stat -> stat.loaded(weights, bytes, clean || known, ms));
      loaded(model, bytes, ms);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      fail(e);
    } finally {
      residents.gate().ended();
      gate.unlock();
    }
  }

  private long memory() {
    return resident.place().memory().use().process();
  }

  /** Whether no other model is in use, so that what the process grows by is this one's. */
  private boolean quiet() {
    return residents.where(r -> r != resident && r.loaded() && r.users() > 0).isEmpty();
  }

  private T loadOrRelieve() throws Exception {
    try {
      return loadOnce();
    } catch (Exception | OutOfMemoryError e) {
      if (OutOfMemory.is(e) && allotment.relief().relieve()) {
        LOG.warn("model {} found no memory; idle ones were freed for it", resident.name());
        return loadOnce();
      }
      throw e;
    }
  }

  private T loadOnce() throws Exception {
    T model = resident.loader().load(resident.folder(), allotment);
    if (prewarm) {
      try {
        model.prewarm();
      } catch (Exception | OutOfMemoryError e) {
        model.close();
        throw e;
      }
    }
    return model;
  }

  /** A model that turned out too big for its lane's budget is freed again, unless it is pinned. */
  private void loaded(T model, long bytes, long ms) {
    List<Freed> freed = new ArrayList<>();
    NoRoomException tooBig = null;
    residents.lock().lock();
    try {
      resident.takes(bytes, residents.clock().instant());
      freed.addAll(residents.evictSurplus(resident.lane(), resident.place()));
      tooBig = tooBig();
      if (tooBig == null) {
        load.complete(model);
      } else {
        freed.add(new Freed(resident.name(), model, bytes, "too big"));
        load.completeExceptionally(tooBig);
      }
      residents.changed().signalAll();
    } finally {
      residents.lock().unlock();
    }
    freed.forEach(Freed::close);
    LOG.info(
        "model {} {} in {} ms on {}, {} from {}",
        resident.name(),
        tooBig == null ? "loaded" : "is too big: loaded",
        ms,
        allotment.device().name(),
        Admission.mib(bytes),
        resident.folder().path());
  }

  private @Nullable NoRoomException tooBig() {
    long budget = resident.place().budgets().of(resident.lane());
    long room = budget - residents.held(resident.place(), resident.lane(), resident);
    if (resident.bytes() <= room) {
      return null;
    }
    String why = Admission.overBudget(resident.occupant(), budget, room);
    if (resident.pinned()) {
      LOG.warn("{}; it stays, because it is pinned", why);
      return null;
    }
    return new NoRoomException(why, true);
  }

  /** Ends it without a model. */
  void fail(Throwable why) {
    LOG.error(
        "model {} in {} cannot be loaded: {}",
        resident.name(),
        resident.folder().path(),
        why.toString(),
        why);
    resident.note(stat -> stat.failed());
    residents.lock().lock();
    try {
      load.completeExceptionally(why);
      residents.changed().signalAll();
    } finally {
      residents.lock().unlock();
    }
  }
}
