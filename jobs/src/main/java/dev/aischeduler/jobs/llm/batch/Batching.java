package dev.aischeduler.jobs.llm.batch;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.model.MemoryReclaimer;

/**
 * How a model's sequences share its steps.
 *
 * @param lane whose device time the steps use
 * @param maxRows most sequences at once, at least 1
 * @param maxTokens most tokens that room is made for: sequences times the longest one; a longer
 *     sequence runs alone
 * @param device runs the steps, each in a slice of its own
 * @param reclaimer asked when a step finds no memory
 */
public record Batching(
    TaskType lane, int maxRows, int maxTokens, Device device, MemoryReclaimer reclaimer) {
  /** On a device where nothing else could be freed. */
  public Batching(TaskType lane, int maxRows, int maxTokens, Device device) {
    this(lane, maxRows, maxTokens, device, MemoryReclaimer.none());
  }
}
