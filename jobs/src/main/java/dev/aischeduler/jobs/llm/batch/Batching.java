package dev.aischeduler.jobs.llm.batch;

import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.model.MemoryRelief;

/**
 * How a model's sequences share its steps.
 *
 * @param maxRows most sequences at once, at least 1
 * @param maxTokens most tokens that room is made for: sequences times the longest one; a longer
 *     sequence runs alone
 * @param device runs the steps, each in a slice of its own
 * @param relief asked when a step finds no memory
 */
public record Batching(int maxRows, int maxTokens, Device device, MemoryRelief relief) {
  /** On a device where nothing else could be freed. */
  public Batching(int maxRows, int maxTokens, Device device) {
    this(maxRows, maxTokens, device, MemoryRelief.none());
  }
}
