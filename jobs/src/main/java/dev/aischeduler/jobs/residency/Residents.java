package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
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
 * Who is in memory and who was. Every method takes the lock, which callers hold over several of
 * them where these belong together.
 */
final class Residents {
  private final List<Place> places;
  private final Clock clock;
  private final LoadGate gate = new LoadGate();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Path, ModelCopies<?>> all = new LinkedHashMap<>();
  private long uses;

  /** Nobody. */
  Residents(List<Place> places, Clock clock) {
    this.places = List.copyOf(places);
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

  /** The copies of a folder's model, made when it is new. */
  @SuppressWarnings("unchecked") // a folder belongs to one lane, and a lane to one type of model
  <T extends LoadedModel> ModelCopies<T> enroll(
      TaskType lane, ModelFolder folder, ModelLoader<T> loader, boolean configured) {
    lock.lock();
    try {
      ModelCopies<?> known = all.get(folder.path());
      if (known != null && known.lane().equals(lane)) {
        return (ModelCopies<T>) known;
      }
      ModelCopies<T> made =
          new ModelCopies<>(
              lane,
              folder,
              loader,
              places.stream().filter(place -> place.budgets().serves(lane)).toList(),
              configured,
              clock.instant());
      all.put(folder.path(), made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** What a model tells of itself where it runs first; nothing while it is not loaded. */
  Map<String, Object> facts(ModelCopies<?> model) {
    lock.lock();
    try {
      for (Resident<?> copy : model.all()) {
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
  List<Resident<?>> where(Predicate<Resident<?>> which) {
    lock.lock();
    try {
      List<Resident<?>> found = new ArrayList<>();
      for (ModelCopies<?> model : all.values()) {
        for (Resident<?> copy : model.all()) {
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
  <T extends LoadedModel> List<Resident<T>> byFreeShare(List<Resident<T>> copies) {
    lock.lock();
    try {
      TaskType lane = copies.get(0).lane();
      Comparator<Resident<T>> jobs =
          Comparator.comparingDouble(
              copy -> -copy.place().budgets().freeShare(lane, users(copy.place())));
      Comparator<Resident<T>> models =
          Comparator.comparingDouble(
              copy -> -copy.place().budgets().freeShare(lane, models(copy.place())));
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

  private ToIntFunction<TaskType> users(Place place) {
    return lane -> sum(place, lane, Resident::users);
  }

  private ToIntFunction<TaskType> models(Place place) {
    return lane -> sum(place, lane, copy -> copy.present() ? 1 : 0);
  }

  private int sum(Place place, TaskType lane, ToIntFunction<Resident<?>> count) {
    return where(copy -> copy.lane().equals(lane) && copy.place().equals(place)).stream()
        .mapToInt(count)
        .sum();
  }

  /** Those that hold memory of a place. */
  List<Occupant> occupants(Place place, Predicate<Resident<?>> which) {
    return where(r -> r.place().equals(place) && r.present() && which.test(r)).stream()
        .map(Resident::occupant)
        .toList();
  }

  /** Bytes that a lane holds of a place, one of its models aside. */
  long held(Place place, TaskType lane, @Nullable Resident<?> aside) {
    return Admission.bytes(occupants(place, r -> r.lane().equals(lane) && r != aside));
  }

  /** Whether a copy may be loaded now. */
  Admission admission(Resident<?> resident, long need) {
    lock.lock();
    try {
      Place place = resident.place();
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

  /** Every device that may hold models. */
  List<Place> places() {
    return places;
  }

  /** A model at this moment, as far as these copies of it go. */
  ResidentView view(List<? extends Resident<?>> copies) {
    lock.lock();
    try {
      return ResidentView.of(copies);
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
      for (Resident<?> resident : where(Resident::loaded)) {
        // asked now, because a pin holds the last copy when the others have gone
        if (which.test(resident)) {
          freed.add(take(resident, why));
          resident.note(stat -> stat.evicted());
        }
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
