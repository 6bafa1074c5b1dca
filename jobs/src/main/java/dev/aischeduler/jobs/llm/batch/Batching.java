package dev.aischeduler.jobs.llm.batch;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.model.MemoryReclaimer;

/**
 * Limits and resources of the batch of one model. Immutable.
 *
 * @param lane lane whose device time the steps use
 * @param maxRows most sequences at once, at least 1
 * @param maxTokens most tokens of the padded batch: number of sequences times the most tokens of
 *     any of them; a sequence that exceeds it alone runs when no other does
 * @param device device that runs the steps, each in its own slice
 * @param reclaimer unloads idle models when a step is out of memory
 */
public record Batching(
    TaskType lane, int maxRows, int maxTokens, Device device, MemoryReclaimer reclaimer) {
  /** For a device without other models that could be unloaded. */
  public Batching(TaskType lane, int maxRows, int maxTokens, Device device) {
    this(lane, maxRows, maxTokens, device, MemoryReclaimer.none());
  }
}
