package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import java.util.List;

/**
 * The lanes that take slices of a device, each with its place in arrays.
 *
 * @param all in the order of their places
 */
record DeviceLanes(List<TaskType> all) {
  DeviceLanes {
    all = List.copyOf(all);
  }

  int size() {
    return all.size();
  }

  TaskType get(int index) {
    return all.get(index);
  }

  /**
   * The place of a lane in arrays.
   *
   * @throws IllegalArgumentException when the lane has no share of the device
   */
  int index(TaskType lane) {
    int index = all.indexOf(lane);
    if (index < 0) {
      throw new IllegalArgumentException(
          "lane "
              + lane.wireName()
              + " takes no device time: it has no share in resources.gpu_allocation");
    }
    return index;
  }
}
