package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.MemoryUse;
import java.util.List;

/**
 * How the memory of a device is used.
 *
 * @param memory what the device says
 * @param forModels bytes that models may take together
 */
public record DeviceMemoryUse(
    String device, MemoryUse memory, long forModels, List<LaneMemoryUse> lanes) {

  /**
   * What a lane holds of it.
   *
   * @param budget bytes that its models may take together
   * @param held bytes that they take
   * @param models those that take them
   */
  public record LaneMemoryUse(TaskType lane, long budget, long held, List<ModelStatus> models) {}
}
