package dev.aischeduler.jobs.model;

/** Whom a model asks when it runs out of memory in a step. Thread-safe. */
public interface MemoryReclaimer {
  /** Of a model that has the device to itself: there is nothing to free. */
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

  /** Whether others hold memory that the lane of this model was promised. */
  boolean heldByOthers();
}
