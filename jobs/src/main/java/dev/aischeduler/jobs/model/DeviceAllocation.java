package dev.aischeduler.jobs.model;

import dev.aischeduler.engine.device.Device;

/**
 * The device that a model runs on and the memory that it may use there.
 *
 * @param device runs its steps
 * @param memoryBytes device memory that it may use: on a GPU the bound of each session's arena
 *     ({@code gpu_mem_limit}); 0 for no bound
 * @param reclaimer asked when a step runs out of memory
 */
public record DeviceAllocation(Device device, long memoryBytes, MemoryReclaimer reclaimer) {

  /** Without a bound, on a device without other models. */
  public static DeviceAllocation alone(Device device) {
    return new DeviceAllocation(device, 0, MemoryReclaimer.none());
  }
}
