package dev.aischeduler.jobs.image.pipeline;

import ai.onnxruntime.OrtSession;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.Slice;

/**
 * Device, priority and interruption of the runs of a pipeline. Each run uses a slice of its own, so
 * that another lane can run between any two.
 *
 * @param device runs the graphs
 * @param lane whose device time they use
 * @param priority 0..9 of the job; 9 runs first
 * @param options stop a run from another thread
 */
public record RunContext(
    Device device, TaskType lane, int priority, OrtSession.RunOptions options) {

  /**
   * Waits for the device.
   *
   * @throws InterruptedException when the job is stopped meanwhile
   */
  Slice slice() throws InterruptedException {
    return device.slice(lane, priority);
  }
}
