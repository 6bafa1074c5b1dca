package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is in memory and who was. Every method takes the lock, which callers hold over several of
 * them where these belong together.
 */
final class Residents {
  private final Places places;
  private final Clock clock;
  private final LoadGate gate = new LoadGate();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Path, Resident<?>> all = new LinkedHashMap<>();
  private long uses;

  /** Nobody. */
  Residents(Places places, Clock clock) {
    this.places = places;
    this.clock = clock;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Signalled when a model came, went, or changed hands. */
  Condition changed() {
    return changed;
  }

  LoadGate gate() {
    return gate;
  }

  Clock clock() {
    return clock;
  }

  /** The resident of a folder, made when it is new. */
  @SuppressWarnings("unchecked") // a folder belongs to one lane, and a lane to one type of model
  <T extends LoadedModel> Resident<T> enroll(
      TaskType lane, ModelFolder folder, ModelLoader<T> loader, boolean configured) {
    lock.lock();
    try {
      Resident<?> known = all.get(folder.path());
      if (known != null && known.lane() == lane) {
        return (Resident<T>) known;
      }
      Resident<T> made = new Resident<>(lane, folder, loader, places.next(lane), clock.instant());
      Boolean said = made.stat().pinned();
      made.pin(said == null ? configured : said);
      all.put(folder.path(), made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** What a model tells of itself; nothing while it is not loaded. */
  Map<String, Object> facts(Resident<?> resident) {
    lock.lock();
    try {
      CompletableFuture<? extends LoadedModel> load = resident.load();
      return load == null || !resident.loaded() ? Map.of() : load.join().facts();
    } finally {
      lock.unlock();
    }
  }

  /** Everybody of whom this holds. */
  List<Resident<?>> where(Predicate<Resident<?>> which) {
    lock.lock();
    try {
      return all.values().stream().filter(which).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Those that hold memory of a place. */
  List<Occupant> occupants(Place place, Predicate<Resident<?>> which) {
    return where(r -> r.place().equals(place) && r.present() && which.test(r)).stream()
        .map(Resident::occupant)
        .toList();
  }

  /** Bytes that a lane holds of a place, one of its models aside. */
  long held(Place place, TaskType lane, @Nullable Resident<?> aside) {
    return Admission.bytes(occupants(place, r -> r.lane() == lane && r != aside));
  }

  /** Whether a model may be loaded now, where its lane's next model goes. */
  Admission admission(Resident<?> resident, Place place, long need) {
    lock.lock();
    try {
      long coming = Admission.bytes(occupants(place, Resident::loading));
      return Admission.decide(
          resident.needing(need),
          place.budgets().of(resident.lane()),
          place.memory().use().free() - coming,
          occupants(place, r -> r != resident));
    } finally {
      lock.unlock();
    }
  }

  Places places() {
    return places;
  }

  /** A model at this moment. */
  ResidentView view(Resident<?> resident) {
    lock.lock();
    try {
      return ResidentView.of(resident);
    } finally {
      lock.unlock();
    }
  }

  /** A job begins (1) or ends (-1) to use a model. */
  void use(Resident<?> resident, int more) {
    lock.lock();
    try {
      resident.use(more, ++uses, clock.instant());
      if (resident.loaded()) {
        gate.stirred();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes models out of memory; the caller closes them when it holds the lock no more. */
  List<Freed> evict(Predicate<Resident<?>> which, String why) {
    lock.lock();
    try {
      List<Freed> freed = new ArrayList<>();
      for (Resident<?> resident : where(r -> r.loaded() && which.test(r))) {
        freed.add(take(resident, why));
        resident.note(stat -> stat.evicted());
      }
      return freed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes idle models of a lane out of memory until it is within its budget. */
  List<Freed> evictSurplus(TaskType lane, Place place) {
    lock.lock();
    try {
      List<Occupant> over =
          Admission.surplus(lane, place.budgets().of(lane), occupants(place, r -> true));
      return evict(
          r -> r.place().equals(place) && over.contains(r.occupant()), "beyond its budget");
    } finally {
      lock.unlock();
    }
  }

  /** Takes a loaded model out of memory. */
  <T extends LoadedModel> Freed take(Resident<T> resident, String why) {
    lock.lock();
    try {
      CompletableFuture<T> load = resident.load();
      if (load == null) {
        throw new IllegalStateException("model " + resident.name() + " is not loaded");
      }
      resident.leave();
      gate.stirred();
      changed.signalAll();
      return new Freed(resident.name(), load.join(), resident.bytes(), why);
    } finally {
      lock.unlock();
    }
  }
}
