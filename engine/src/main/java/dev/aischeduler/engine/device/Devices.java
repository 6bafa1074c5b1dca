package dev.aischeduler.engine.device;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All devices of this node. Thread-safe. */
public final class Devices {
  private final List<NodeDevice> all;

  private Devices(List<NodeDevice> all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a node needs at least one device; give it the CPU");
    }
    this.all = all;
  }

  /**
   * Devices whose time is divided as {@code resources} says.
   *
   * @param specs at least one
   */
  public static Devices of(Settings settings, List<DeviceSpec> specs) {
    Map<TaskType, Integer> weights = settings.resources().gpuAllocation().percentages();
    boolean shared = settings.resources().deviceShare();
    List<NodeDevice> all = new ArrayList<>();
    for (DeviceSpec spec : specs) {
      all.add(shared ? new DeviceShare(spec, weights) : new OpenDevice(spec, weights));
    }
    return new Devices(List.copyOf(all));
  }

  /**
   * Devices on which every step runs at once.
   *
   * @param specs at least one
   * @param lanes that may take slices of them
   */
  public static Devices unshared(List<DeviceSpec> specs, List<TaskType> lanes) {
    Map<TaskType, Integer> even = new LinkedHashMap<>();
    lanes.forEach(lane -> even.put(lane, Math.max(1, 100 / Math.max(1, lanes.size()))));
    return new Devices(
        specs.stream().map(spec -> (NodeDevice) new OpenDevice(spec, even)).toList());
  }

  /** Every device; never empty. */
  public List<Device> all() {
    return List.copyOf(all);
  }

  /** How the time of each device was divided so far. */
  public List<DeviceUse> use() {
    return all.stream().map(NodeDevice::use).toList();
  }

  /**
   * Changes the shares on all devices, from the next slices on.
   *
   * @param weights of lanes that run on devices, 1..99 each
   */
  public void weights(Map<TaskType, Integer> weights) {
    all.forEach(device -> weights.forEach(device::weight));
  }
}
