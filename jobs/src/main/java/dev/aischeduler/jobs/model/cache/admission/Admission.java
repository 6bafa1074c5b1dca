package dev.aischeduler.jobs.model.cache.admission;

import dev.aischeduler.config.TaskType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether a model may be loaded. A lane's models together stay within the lane's budget, and within
 * what the device has left; idle ones make room, the least recently used first. Pinned models are
 * never evicted, and are loaded beyond the budget too: a pin says that the model must be in memory.
 */
public sealed interface Admission {

  /** It fits once these are evicted, in this order. */
  record Admit(List<Footprint> evict) implements Admission {}

  /** It fits when jobs that use other models have ended. */
  record Wait(String why) implements Admission {}

  /**
   * It does not fit.
   *
   * @param permanent true when only a change of settings, pins or the model helps
   */
  record Refuse(String why, boolean permanent) implements Admission {}

  /**
   * Decides.
   *
   * @param model whose load is asked for; its {@code bytes} are what it needs
   * @param budget bytes that its lane may hold
   * @param free bytes that the device has left now
   * @param present all other models on the device
   */
  static Admission decide(Footprint model, long budget, long free, List<Footprint> present) {
    List<Footprint> oldestFirst =
        present.stream()
            .filter(Footprint::evictable)
            .sorted(Comparator.comparingLong(Footprint::lastUse))
            .toList();
    List<Footprint> evict = new ArrayList<>();
    List<Footprint> lane = present.stream().filter(o -> o.lane().equals(model.lane())).toList();
    long room = budget - bytes(lane);
    for (Footprint idle : oldestFirst) {
      if (room < model.bytes() && idle.lane().equals(model.lane())) {
        evict.add(idle);
        room += idle.bytes();
      }
    }
    if (room < model.bytes() && !model.pinned()) {
      return room + bytes(lane.stream().filter(Footprint::evictableLater).toList()) >= model.bytes()
          ? new Wait(waiting(model, "lane " + model.lane().wireName()))
          : new Refuse(overBudget(model, budget, Math.max(0, room)), true);
    }
    long left = free + bytes(evict);
    for (Footprint idle : oldestFirst) {
      if (left < model.bytes() && !evict.contains(idle)) {
        evict.add(idle);
        left += idle.bytes();
      }
    }
    if (left < model.bytes()) {
      return left + bytes(present.stream().filter(Footprint::evictableLater).toList())
              >= model.bytes()
          ? new Wait(waiting(model, "the device"))
          : new Refuse(overDevice(model, left), false);
    }
    return new Admit(List.copyOf(evict));
  }

  /**
   * Idle models of a lane that must be evicted so that the lane is within its budget again, after
   * the budget or a footprint changed.
   */
  static List<Footprint> surplus(TaskType lane, long budget, List<Footprint> present) {
    List<Footprint> own = present.stream().filter(o -> o.lane().equals(lane)).toList();
    long over = bytes(own) - budget;
    List<Footprint> evict = new ArrayList<>();
    for (Footprint idle :
        own.stream()
            .filter(Footprint::evictable)
            .sorted(Comparator.comparingLong(Footprint::lastUse))
            .toList()) {
      if (over > 0) {
        evict.add(idle);
        over -= idle.bytes();
      }
    }
    return List.copyOf(evict);
  }

  /** Bytes that these models hold together. */
  static long bytes(List<Footprint> footprints) {
    return footprints.stream().mapToLong(Footprint::bytes).sum();
  }

  private static String waiting(Footprint model, String where) {
    return "model "
        + model.model()
        + " needs "
        + mib(model.bytes())
        + ", held in "
        + where
        + " by models that are in use; it waits for them";
  }

  /** Why a lane cannot take a model. */
  static String overBudget(Footprint model, long budget, long room) {
    String lane = model.lane().wireName();
    return "model "
        + model.model()
        + " needs "
        + mib(model.bytes())
        + ", but of the "
        + mib(budget)
        + " of lane "
        + lane
        + " only "
        + mib(room)
        + " are not held by pinned models; raise resources.lane_memory_mb."
        + lane
        + ", unpin a model, or use a smaller one";
  }

  private static String overDevice(Footprint model, long left) {
    return "model "
        + model.model()
        + " needs "
        + mib(model.bytes())
        + ", but the device has only "
        + mib(left)
        + " left that could be freed; end other programs, unpin a model, or use a smaller one";
  }

  /** Bytes in MiB, for messages. */
  static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
