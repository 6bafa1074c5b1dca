package dev.aischeduler.jobs.llm.batch;

/**
 * Where a graph writes the key and value of the token that a step reads, and so where the empty
 * slots of the shorter rows of a batch may lie.
 */
enum BatchLayout {
  /**
   * Behind all slots of the cache (plain attention concatenates). A row's tokens lie at the left,
   * the new one in the last slot, what is between them is masked; after the step the new key and
   * value are moved next to the others.
   */
  APPENDED,
  /**
   * Right behind the row's own tokens (GroupQueryAttention counts the mask). Past and present are
   * the same memory: nothing is copied at all.
   */
  IN_PLACE
}
