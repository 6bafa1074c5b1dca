package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import java.util.Arrays;
import java.util.List;

/** A device as this package steers it. Thread-safe. */
sealed interface NodeDevice extends Device permits DeviceShare, OpenDevice {
  /** The lanes that run on devices, in the order of their places in arrays. */
  List<TaskType> LANES =
      Arrays.stream(TaskType.values()).filter(lane -> lane.resource().equals("gpu")).toList();

  /**
   * The place of a lane in arrays.
   *
   * @throws IllegalArgumentException when the lane does not run on devices
   */
  static int index(TaskType lane) {
    int index = LANES.indexOf(lane);
    if (index < 0) {
      throw new IllegalArgumentException(
          "lane " + lane.wireName() + " takes no device time; it runs on the cpu label");
    }
    return index;
  }

  /** What it is. */
  DeviceSpec spec();

  @Override
  default String name() {
    return spec().name();
  }

  @Override
  default Kind kind() {
    return spec().kind();
  }

  @Override
  default int ordinal() {
    return spec().ordinal();
  }

  /** How the time was divided so far. */
  DeviceUse use();

  /** Changes a lane's weight. */
  void weight(TaskType lane, int weight);
}
