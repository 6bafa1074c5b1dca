package dev.aischeduler.jobs.model;

/** Whom a model asks when it runs out of memory in a step. Thread-safe. */
public interface MemoryRelief {
  /** Of a model that has the device to itself: there is nothing to free. */
  static MemoryRelief none() {
    return new MemoryRelief() {
      @Override
      public boolean relieve() {
        return false;
      }

      @Override
      public boolean heldByOthers() {
        return false;
      }
    };
  }

  /** Frees every idle model on the device that is not pinned; true when there was one. */
  boolean relieve();

  /** Whether others hold memory that the lane of this model was promised. */
  boolean heldByOthers();
}
