package dev.aischeduler.jobs.model;

/** Frees device memory when a model runs out of it in a step. Thread-safe. */
public interface MemoryReclaimer {
  /** For a model that is alone on its device: there is nothing to free. */
  static MemoryReclaimer none() {
    return new MemoryReclaimer() {
      @Override
      public boolean reclaim() {
        return false;
      }

      @Override
      public boolean heldByOthers() {
        return false;
      }
    };
  }

  /** Frees every idle model on the device that is not pinned; true when there was one. */
  boolean reclaim();

  /**
   * Whether other models or programs hold memory that belongs to the budget of this model's lane.
   */
  boolean heldByOthers();
}
