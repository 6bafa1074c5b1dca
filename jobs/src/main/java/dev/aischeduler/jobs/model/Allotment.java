package dev.aischeduler.jobs.model;

import dev.aischeduler.engine.device.Device;

/**
 * Where a model runs and what it may take there.
 *
 * @param device runs its steps
 * @param memoryBytes device memory that it may take: on a GPU the bound of each session's arena
 *     ({@code gpu_mem_limit}); 0 for no bound
 * @param relief asked when a step runs out of memory
 */
public record Allotment(Device device, long memoryBytes, MemoryRelief relief) {

  /** On a device that it has to itself. */
  public static Allotment alone(Device device) {
    return new Allotment(device, 0, MemoryRelief.none());
  }
}
