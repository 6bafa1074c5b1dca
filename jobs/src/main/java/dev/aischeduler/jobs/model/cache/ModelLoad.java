package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.OutOfMemory;
import dev.aischeduler.jobs.model.cache.admission.Admission;
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

  private static final long MOST_PER_WEIGHT = 4;
  private static final long MOST_BESIDE_WEIGHTS = 64L << 20;

  private final CachedModels models;
  private final ModelCopy<T> copy;
  private final CompletableFuture<T> load;
  private final List<EvictedModel> evicted;
  private final DeviceAllocation allocation;
  private final boolean prewarm;

  /**
   * A load that was admitted.
   *
   * @param load completed at its end
   * @param evicted to be freed first
   */
  ModelLoad(
      CachedModels models,
      ModelCopy<T> copy,
      CompletableFuture<T> load,
      List<EvictedModel> evicted,
      DeviceAllocation allocation,
      boolean prewarm) {
    this.models = models;
    this.copy = copy;
    this.load = load;
    this.evicted = evicted;
    this.allocation = allocation;
    this.prewarm = prewarm;
  }

  @Override
  public void run() {
    evicted.forEach(EvictedModel::close);
    boolean known = copy.measured();
    Lock gate = models.gate().during(known);
    gate.lock();
    try {
      long start = System.nanoTime();
      long begun = models.gate().begun();
      boolean quiet = quiet();
      long before = memory();
      T model = loadOrRelieve();
      long weights = copy.weights();
      long took = Math.min(memory() - before, most(weights));
      boolean clean = quiet && models.gate().unchangedSince(begun) && took > weights;
      long bytes = clean ? took : Math.max(weights, copy.bytes());
      long ms = (System.nanoTime() - start) / 1_000_000;
      copy.note(stat -> stat.loaded(weights, bytes, clean || known, ms));
      loaded(model, bytes, ms);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      fail(e);
    } finally {
      models.gate().ended();
      gate.unlock();
    }
  }

  /** What the process grew by beyond this was its own doing, such as a growing Java heap. */
  private static long most(long weights) {
    return MOST_PER_WEIGHT * weights + MOST_BESIDE_WEIGHTS;
  }

  private long memory() {
    return copy.device().memory().use().process();
  }

  /**
   * Whether no other model is in use, so that the growth of the process is this one's footprint.
   */
  private boolean quiet() {
    return models.where(r -> r != copy && r.loaded() && r.users() > 0).isEmpty();
  }

  private T loadOrRelieve() throws Exception {
    try {
      return loadOnce();
    } catch (Exception | OutOfMemoryError e) {
      if (OutOfMemory.is(e) && allocation.reclaimer().reclaim()) {
        LOG.warn("model {} found no memory; idle ones were freed for it", copy.name());
        return loadOnce();
      }
      throw e;
    }
  }

  private T loadOnce() throws Exception {
    T model = copy.loader().load(copy.folder(), allocation);
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
    List<EvictedModel> freed = new ArrayList<>();
    NoRoomException tooBig = null;
    models.lock().lock();
    try {
      copy.takes(bytes, models.clock().instant());
      freed.addAll(models.evictSurplus(copy.lane(), copy.device()));
      tooBig = tooBig();
      if (tooBig == null) {
        load.complete(model);
      } else {
        freed.add(new EvictedModel(copy.name(), model, bytes, "too big"));
        load.completeExceptionally(tooBig);
      }
      models.changed().signalAll();
    } finally {
      models.lock().unlock();
    }
    freed.forEach(EvictedModel::close);
    LOG.info(
        "model {} {} in {} ms on {}, {} from {}",
        copy.name(),
        tooBig == null ? "loaded" : "is too big: loaded",
        ms,
        allocation.device().name(),
        Admission.mib(bytes),
        copy.folder().path());
  }

  private @Nullable NoRoomException tooBig() {
    long budget = copy.device().budgets().of(copy.lane());
    long room = budget - models.held(copy.device(), copy.lane(), copy);
    if (copy.bytes() <= room) {
      return null;
    }
    String why = Admission.overBudget(copy.footprint(), budget, room);
    if (copy.pinned()) {
      LOG.warn("{}; it stays, because it is pinned", why);
      return null;
    }
    return new NoRoomException(why, true);
  }

  /** Ends it without a model. */
  void fail(Throwable why) {
    LOG.error(
        "model {} in {} cannot be loaded: {}",
        copy.name(),
        copy.folder().path(),
        why.toString(),
        why);
    copy.note(stat -> stat.failed());
    models.lock().lock();
    try {
      load.completeExceptionally(why);
      models.changed().signalAll();
    } finally {
      models.lock().unlock();
    }
  }
}
