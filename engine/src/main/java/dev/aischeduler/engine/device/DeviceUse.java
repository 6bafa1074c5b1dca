package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a device's time was divided.
 *
 * @param name of the device
 * @param shared false where every step runs at once; then the busy times of lanes overlap
 * @param keptNanos how long it was kept free for a lane that was owed time and between two slices
 * @param lanes one for each lane that runs on devices
 */
public record DeviceUse(
    String name, Device.Kind kind, boolean shared, long keptNanos, List<Lane> lanes) {
  /** Length of the window of {@link Lane#recentNanos}, in seconds. */
  public static final int WINDOW_S = BusyTime.WINDOW_S;

  /** Copies the list. */
  public DeviceUse {
    lanes = List.copyOf(lanes);
  }

  /**
   * One lane's part.
   *
   * @param weight percent of the busy time that is the lane's while all lanes want more
   * @param busyNanos how long it has held the device since the start
   * @param recentNanos how long it held it within the last {@link #WINDOW_S} seconds
   * @param slices slices that it has taken since the start
   * @param longestNanos device time of the longest of them
   * @param waiting steps that wait for a slice now
   */
  public record Lane(
      TaskType lane,
      int weight,
      long busyNanos,
      long recentNanos,
      long slices,
      long longestNanos,
      int waiting) {}

  /** Percent of the window's busy time that a lane had; 0 while the device was idle. */
  public double recentPercent(TaskType lane) {
    long all = lanes.stream().mapToLong(Lane::recentNanos).sum();
    long own = lanes.stream().filter(l -> l.lane().equals(lane)).mapToLong(Lane::recentNanos).sum();
    return all == 0 ? 0 : 100.0 * own / all;
  }

  /**
   * Share of the window's busy time of several devices that a lane had, 0..1; 0 while all were
   * idle, empty for a lane that takes no turns on them.
   */
  public static OptionalDouble recentShare(List<DeviceUse> uses, TaskType lane) {
    long all = 0;
    long own = 0;
    boolean takesTurns = false;
    for (DeviceUse use : uses) {
      for (Lane one : use.lanes()) {
        all += one.recentNanos();
        if (one.lane().equals(lane)) {
          own += one.recentNanos();
          takesTurns = true;
        }
      }
    }
    return takesTurns
        ? OptionalDouble.of(all == 0 ? 0 : (double) own / all)
        : OptionalDouble.empty();
  }
}
