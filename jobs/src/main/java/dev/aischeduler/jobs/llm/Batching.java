package dev.aischeduler.jobs.llm;

import dev.aischeduler.jobs.model.StepGate;

/**
 * How a model's sequences share its steps.
 *
 * @param maxRows most sequences at once, at least 1
 * @param maxTokens most tokens that room is made for: sequences times the longest one; a longer
 *     sequence runs alone
 * @param gate asked for the device before each step
 */
record Batching(int maxRows, int maxTokens, StepGate gate) {}
