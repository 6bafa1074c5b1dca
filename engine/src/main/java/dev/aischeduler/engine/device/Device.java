package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;

/** One GPU, or the CPU that stands in for it. Models run on it in slices of time. Thread-safe. */
public interface Device {

  /** What computes. */
  enum Kind {
    /** The processor of the machine. */
    CPU,
    /** A graphics processor. */
    GPU
  }

  /** Name that people see, unique on this node: {@code cpu}, {@code gpu0}. */
  String name();

  /** What computes. */
  Kind kind();

  /** Number of a GPU as CUDA counts in this process, from 0; 0 for the CPU. */
  int ordinal();

  /**
   * Waits for a slice of the device's time. The caller must not hold another slice of it.
   *
   * @param lane whose share pays for it; one that {@code resources.gpu_allocation} names
   * @param priority 0..9 of the most urgent job that the step serves; 9 goes first in its lane
   * @return the device for one step, to be closed when the step has ended
   * @throws InterruptedException when interrupted while waiting; the device is not held then
   */
  Slice slice(TaskType lane, int priority) throws InterruptedException;
}
