package dev.aischeduler.jobs.llm.batch;

/**
 * Where a decoder graph writes the key and value of the token that a step reads. It determines
 * where the padding of shorter batch rows is.
 */
enum BatchLayout {
  /**
   * In the last slot, after the padding: the attention of the graph concatenates past and new key.
   * The attention mask excludes the padding between a row's tokens and the last slot. After the
   * step the new key and value are copied next to the row's other tokens.
   */
  APPENDED,
  /**
   * In the slot after the row's own tokens: ONNX Runtime's GroupQueryAttention operator derives the
   * length of each row from its attention mask. Past and present share one buffer and nothing is
   * copied.
   */
  IN_PLACE
}
