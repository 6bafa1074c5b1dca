package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.device.DeviceUse;
import java.util.List;
import java.util.Locale;

/**
 * How this node's devices were divided between the lanes.
 *
 * @param enabled false where a job holds the device for its whole length
 * @param windowS length of the window that the actual shares are of, in seconds
 */
public record DeviceShareView(boolean enabled, int windowS, List<Device> devices) {

  /**
   * A device.
   *
   * @param kind {@code cpu} or {@code gpu}
   * @param keptS seconds that it was kept free for a lane that was owed time and between two steps
   */
  public record Device(String name, String kind, double keptS, List<Lane> lanes) {}

  /**
   * A lane's part of a device.
   *
   * @param targetPct percent of the busy time that is the lane's while all lanes want more
   * @param actualPct percent of the window's busy time that it had; 0 while the device was idle
   * @param busyS seconds that it has held the device since the start
   * @param recentBusyS seconds of them within the window
   * @param slices model steps that it has run since the start
   * @param longestSliceMs milliseconds of the longest of them
   * @param waiting model steps that wait for the device now
   */
  public record Lane(
      String lane,
      int targetPct,
      double actualPct,
      double busyS,
      double recentBusyS,
      long slices,
      double longestSliceMs,
      int waiting) {}

  /** The use of every device. */
  public static DeviceShareView of(List<DeviceUse> uses) {
    return new DeviceShareView(
        uses.stream().allMatch(DeviceUse::shared),
        DeviceUse.WINDOW_S,
        uses.stream().map(DeviceShareView::device).toList());
  }

  private static Device device(DeviceUse use) {
    return new Device(
        use.name(),
        use.kind().name().toLowerCase(Locale.ROOT),
        seconds(use.keptNanos()),
        use.lanes().stream().map(lane -> lane(use, lane)).toList());
  }

  private static Lane lane(DeviceUse use, DeviceUse.Lane lane) {
    return new Lane(
        lane.lane().wireName(),
        lane.weight(),
        Math.round(use.recentPercent(lane.lane()) * 10) / 10.0,
        seconds(lane.busyNanos()),
        seconds(lane.recentNanos()),
        lane.slices(),
        Math.round(lane.longestNanos() / 1e4) / 100.0,
        lane.waiting());
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 1e6) / 1000.0;
  }
}
