package dev.aischeduler.jobs.llm.batch;

import java.util.Optional;

/**
 * How a decoder graph can be batched on this machine, as {@link BatchProbe} determined it.
 *
 * @param layout layout of the KV cache of batch rows; empty when the graph gives wrong logits for
 *     padded rows
 * @param exactSlots most slots of a row at which a batch was found to give bit-identical logits; a
 *     longer sequence is decoded on its own
 */
record BatchSupport(Optional<BatchLayout> layout, int exactSlots) {
  /** No batching: every sequence is decoded on its own. */
  static final BatchSupport NONE = new BatchSupport(Optional.empty(), 0);

  /**
   * Whether a sequence may take its next step in a batch.
   *
   * @param tokens tokens that it has read
   */
  boolean takes(int tokens) {
    return layout.isPresent() && DecoderBatch.slotsFor(tokens) <= exactSlots;
  }
}
