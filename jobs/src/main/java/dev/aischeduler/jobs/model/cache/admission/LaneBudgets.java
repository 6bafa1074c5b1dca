package dev.aischeduler.jobs.model.cache.admission;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * How much of a device's memory each lane's models may hold. The lanes with a share of the devices
 * divide it by their weights, but none gets less than a tenth of what they divide; where the CPU
 * device stands in for a GPU, the other lanes keep a fifth of it. {@code resources.lane_memory_mb}
 * overrides a lane's share. Thread-safe.
 */
public final class LaneBudgets {
  /** Voices are small: a fifth of the smallest machine holds several. */
  private static final double BESIDE_THE_SHARING_LANES = 0.2;

  /** Weights change while models are loaded, down to nothing; memory follows them to here. */
  private static final double LEAST_OF_A_SHARING_LANE = 0.1;

  private static final long MIB = 1 << 20;

  private final long device;
  private final Settings.LaneMemoryMb fixed;
  private final List<TaskType> lanes;
  private final Set<TaskType> sharing;
  private final ToIntFunction<TaskType> weights;

  /**
   * Budgets of one device.
   *
   * @param memory bytes of the device that models may take, unless the settings say otherwise
   * @param lanes lanes whose models live there, each once, in the order in which people see them
   * @param weights share of a lane in device time, now; any positive numbers
   */
  public LaneBudgets(
      Settings.Resources settings,
      long memory,
      List<TaskType> lanes,
      ToIntFunction<TaskType> weights) {
    this.device =
        settings.deviceMemoryMb() == 0 ? memory : Math.min(memory, settings.deviceMemoryMb() * MIB);
    this.fixed = settings.laneMemoryMb();
    this.lanes = List.copyOf(lanes);
    this.sharing = Set.copyOf(settings.gpuAllocation().types());
    this.weights = weights;
  }

  /** Bytes that the models of a lane may hold together. */
  public long of(TaskType lane) {
    if (fixed.of(lane) > 0) {
      return fixed.of(lane) * MIB;
    }
    if (!lanes.contains(lane)) {
      return 0;
    }
    long others = lanes.stream().filter(l -> !sharing.contains(l)).count();
    boolean shared = others > 0 && others < lanes.size();
    if (!sharing.contains(lane)) {
      return Math.round(device * (shared ? BESIDE_THE_SHARING_LANES : 1) / others);
    }
    return Math.round(device * (shared ? 1 - BESIDE_THE_SHARING_LANES : 1) * part(lane));
  }

  /**
   * The part, 0..1, that a lane gets of what the sharing lanes divide: its weight, or the least;
   * those above the least give by their weights what the others lack.
   */
  private double part(TaskType lane) {
    List<TaskType> dividing = lanes.stream().filter(sharing::contains).toList();
    double all = dividing.stream().mapToInt(weights).sum();
    double least = Math.min(LEAST_OF_A_SHARING_LANE, 1.0 / dividing.size());
    double own = weights.applyAsInt(lane) / all;
    if (own <= least) {
      return least;
    }
    double above = 0;
    int below = 0;
    for (TaskType other : dividing) {
      double weight = weights.applyAsInt(other) / all;
      if (weight > least) {
        above += weight;
      } else {
        below++;
      }
    }
    return own / above * (1 - below * least);
  }

  /** The lanes whose models live on this device. */
  public List<TaskType> lanes() {
    return lanes;
  }

  /** Whether models of a lane live on this device. */
  public boolean serves(TaskType lane) {
    return lanes.contains(lane);
  }

  /**
   * The share of the device's time, 0..1, that one more job or model of a lane would get: the
   * lane's share among the lanes present, divided by the lane's own number.
   *
   * @param there how many of each lane are on the device
   */
  public double freeShare(TaskType lane, ToIntFunction<TaskType> there) {
    int all =
        lanes.stream()
            .filter(other -> other.equals(lane) || there.applyAsInt(other) > 0)
            .mapToInt(weights)
            .sum();
    return (double) weights.applyAsInt(lane) / all / (there.applyAsInt(lane) + 1);
  }

  /** Bytes of the device that models may take. */
  public long device() {
    return device;
  }
}
