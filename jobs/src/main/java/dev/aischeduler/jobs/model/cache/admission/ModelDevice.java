package dev.aischeduler.jobs.model.cache.admission;

import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;

/**
 * A device that holds models.
 *
 * @param budgets what each lane may hold of it
 * @param stats what is known of models on it
 */
public record ModelDevice(
    Device device, DeviceMemory memory, LaneBudgets budgets, FootprintStats stats) {

  /** Name of the device, for example {@code gpu0}. */
  public String name() {
    return device.name();
  }
}
