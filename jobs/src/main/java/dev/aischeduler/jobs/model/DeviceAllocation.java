package dev.aischeduler.jobs.model;

import dev.aischeduler.engine.device.Device;

/**
 * Where a model runs and what it may take there.
 *
 * @param device runs its steps
 * @param memoryBytes device memory that it may take: on a GPU the bound of each session's arena
 *     ({@code gpu_mem_limit}); 0 for no bound
 * @param reclaimer asked when a step runs out of memory
 */
public record DeviceAllocation(Device device, long memoryBytes, MemoryReclaimer reclaimer) {

  /** On a device that it has to itself. */
  public static DeviceAllocation alone(Device device) {
    return new DeviceAllocation(device, 0, MemoryReclaimer.none());
  }
}
