/**
 * Continuous batching of one language model's sequences: which batch layout a decoder graph
 * supports, the batch rows and their KV cache, and the scheduling of prefill and decode steps.
 */
@NullMarked
package dev.aischeduler.jobs.llm.batch;

import org.jspecify.annotations.NullMarked;
