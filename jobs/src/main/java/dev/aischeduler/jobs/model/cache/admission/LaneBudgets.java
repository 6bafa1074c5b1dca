package dev.aischeduler.jobs.model.cache.admission;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * How much of a device's memory each lane's models may hold. The lanes with a share of the devices
 * divide it by their weights; where the CPU device stands in for a GPU, the other lanes keep a
 * fifth of it. {@code resources.lane_memory_mb} overrides a lane's share. Thread-safe.
 */
public final class LaneBudgets {
  /** Voices are small: a fifth of the smallest machine holds several. */
  private static final double BESIDE_THE_SHARING_LANES = 0.2;

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
    int all = lanes.stream().filter(sharing::contains).mapToInt(weights).sum();
    double part = shared ? 1 - BESIDE_THE_SHARING_LANES : 1;
    return Math.round(device * part * weights.applyAsInt(lane) / all);
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
