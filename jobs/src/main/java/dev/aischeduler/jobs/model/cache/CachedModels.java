package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.cache.admission.Admission;
import dev.aischeduler.jobs.model.cache.admission.Footprint;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All models that were asked for, and their copies. Every method takes the lock, which callers hold
 * over several of them where these belong together.
 */
final class CachedModels {
  private final List<ModelDevice> devices;
  private final Clock clock;
  private final LoadGate gate = new LoadGate();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Path, CachedModel<?>> all = new LinkedHashMap<>();
  private long uses;

  /** Empty. */
  CachedModels(List<ModelDevice> devices, Clock clock) {
    this.devices = List.copyOf(devices);
    this.clock = clock;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Signalled when a model was loaded, evicted, or its users changed. */
  Condition changed() {
    return changed;
  }

  LoadGate gate() {
    return gate;
  }

  Clock clock() {
    return clock;
  }

  /** The copies of a folder's model, made when it is new. */
  @SuppressWarnings("unchecked") // a folder belongs to one lane, and a lane to one type of model
  <T extends LoadedModel> CachedModel<T> register(
      TaskType lane, ModelFolder folder, ModelLoader<T> loader, boolean configured) {
    lock.lock();
    try {
      CachedModel<?> known = all.get(folder.path());
      if (known != null && known.lane().equals(lane)) {
        return (CachedModel<T>) known;
      }
      CachedModel<T> made =
          new CachedModel<>(
              lane,
              folder,
              loader,
              devices.stream().filter(device -> device.budgets().serves(lane)).toList(),
              configured,
              clock.instant());
      all.put(folder.path(), made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** The facts of the first loaded copy of a model; nothing while it is not loaded. */
  Map<String, Object> facts(CachedModel<?> model) {
    lock.lock();
    try {
      for (ModelCopy<?> copy : model.all()) {
        CompletableFuture<? extends LoadedModel> load = copy.load();
        if (load != null && copy.loaded()) {
          return load.join().facts();
        }
      }
      return Map.of();
    } finally {
      lock.unlock();
    }
  }

  /** Every copy of which this holds. */
  List<ModelCopy<?>> where(Predicate<ModelCopy<?>> which) {
    lock.lock();
    try {
      List<ModelCopy<?>> found = new ArrayList<>();
      for (CachedModel<?> model : all.values()) {
        for (ModelCopy<?> copy : model.all()) {
          if (which.test(copy)) {
            found.add(copy);
          }
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Copies of a model by what one more job gets there: the most free share of the device first. Of
   * equal ones those in memory come first, so that a job alone stays where its model is, then those
   * whose device has the fewest models.
   */
  <T extends LoadedModel> List<ModelCopy<T>> byFreeShare(List<ModelCopy<T>> copies) {
    lock.lock();
    try {
      TaskType lane = copies.get(0).lane();
      Comparator<ModelCopy<T>> jobs =
          Comparator.comparingDouble(
              copy -> -copy.device().budgets().freeShare(lane, users(copy.device())));
      Comparator<ModelCopy<T>> models =
          Comparator.comparingDouble(
              copy -> -copy.device().budgets().freeShare(lane, models(copy.device())));
      return copies.stream()
          .sorted(
              jobs.thenComparing(copy -> !copy.loaded())
                  .thenComparing(copy -> !copy.loading())
                  .thenComparing(models))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private ToIntFunction<TaskType> users(ModelDevice device) {
    return lane -> sum(device, lane, ModelCopy::users);
  }

  private ToIntFunction<TaskType> models(ModelDevice device) {
    return lane -> sum(device, lane, copy -> copy.present() ? 1 : 0);
  }

  private int sum(ModelDevice device, TaskType lane, ToIntFunction<ModelCopy<?>> count) {
    return where(copy -> copy.lane().equals(lane) && copy.device().equals(device)).stream()
        .mapToInt(count)
        .sum();
  }

  /** Those that hold memory of a device. */
  List<Footprint> footprints(ModelDevice device, Predicate<ModelCopy<?>> which) {
    return where(r -> r.device().equals(device) && r.present() && which.test(r)).stream()
        .map(ModelCopy::footprint)
        .toList();
  }

  /** Bytes that a lane holds of a device, one of its models aside. */
  long held(ModelDevice device, TaskType lane, @Nullable ModelCopy<?> aside) {
    return Admission.bytes(footprints(device, r -> r.lane().equals(lane) && r != aside));
  }

  /** Whether a copy may be loaded now. */
  Admission admission(ModelCopy<?> copy, long need) {
    lock.lock();
    try {
      ModelDevice device = copy.device();
      long coming = Admission.bytes(footprints(device, ModelCopy::loading));
      return Admission.decide(
          copy.needing(need),
          device.budgets().of(copy.lane()),
          device.memory().use().free() - coming,
          footprints(device, r -> r != copy));
    } finally {
      lock.unlock();
    }
  }

  /** Every device that may hold models. */
  List<ModelDevice> devices() {
    return devices;
  }

  /** A model at this moment, as far as these copies of it go. */
  ModelStatus view(List<? extends ModelCopy<?>> copies) {
    lock.lock();
    try {
      return ModelStatus.of(copies);
    } finally {
      lock.unlock();
    }
  }

  /** A job begins (1) or ends (-1) to use a model. */
  void use(ModelCopy<?> copy, int more) {
    lock.lock();
    try {
      copy.use(more, ++uses, clock.instant());
      if (copy.loaded()) {
        gate.memoryChanged();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes models out of memory; the caller closes them after it has released the lock. */
  List<EvictedModel> evict(Predicate<ModelCopy<?>> which, String why) {
    lock.lock();
    try {
      List<EvictedModel> freed = new ArrayList<>();
      for (ModelCopy<?> copy : where(ModelCopy::loaded)) {
        // asked now, because a pin holds the last copy when the others have gone
        if (which.test(copy)) {
          freed.add(take(copy, why));
          copy.note(stat -> stat.evicted());
        }
      }
      return freed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes idle models of a lane out of memory until it is within its budget. */
  List<EvictedModel> evictSurplus(TaskType lane, ModelDevice device) {
    lock.lock();
    try {
      List<Footprint> over =
          Admission.surplus(lane, device.budgets().of(lane), footprints(device, r -> true));
      return evict(
          r -> r.device().equals(device) && over.contains(r.footprint()), "beyond its budget");
    } finally {
      lock.unlock();
    }
  }

  /** Takes a loaded model out of memory. */
  <T extends LoadedModel> EvictedModel take(ModelCopy<T> copy, String why) {
    lock.lock();
    try {
      CompletableFuture<T> load = copy.load();
      if (load == null) {
        throw new IllegalStateException("model " + copy.name() + " is not loaded");
      }
      copy.clearLoad();
      gate.memoryChanged();
      changed.signalAll();
      return new EvictedModel(copy.name(), load.join(), copy.bytes(), why);
    } finally {
      lock.unlock();
    }
  }
}
