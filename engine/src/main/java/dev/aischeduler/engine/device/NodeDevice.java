package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;

/** A device as this package steers it. Thread-safe. */
sealed interface NodeDevice extends Device permits DeviceShare, OpenDevice {
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
