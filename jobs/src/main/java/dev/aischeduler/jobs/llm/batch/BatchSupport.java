package dev.aischeduler.jobs.llm.batch;

import java.util.Optional;

/**
 * What a batch of several rows may do with a graph, found by running it.
 *
 * @param layout how its rows are laid out, or empty when it cannot be batched with padding
 * @param exactSlots slots up to which a step in a batch was found to give exactly the same logits
 *     as alone; a sequence that needs more is decoded alone
 */
record BatchSupport(Optional<BatchLayout> layout, int exactSlots) {
  /** Every sequence is decoded alone. */
  static final BatchSupport NONE = new BatchSupport(Optional.empty(), 0);

  /** Whether a sequence that has read this many tokens may take its next step in a batch. */
  boolean takes(int tokens) {
    return layout.isPresent() && DecoderBatch.slotsFor(tokens) <= exactSlots;
  }
}
