package dev.aischeduler.jobs.model;

/**
 * Where a model asks for the device before each step, so that models can share it in slices.
 * Thread-safe.
 */
@FunctionalInterface
public interface StepGate {

  /** A gate that never makes anyone wait. */
  static StepGate open() {
    return priority -> () -> {};
  }

  /**
   * Waits for a slice of device time.
   *
   * @param priority 0..9 of the most urgent job that the step serves; 9 goes first
   * @return the slice, to be closed when the step has ended
   */
  Slice enter(int priority) throws InterruptedException;

  /** The device, held for one step. */
  @FunctionalInterface
  interface Slice extends AutoCloseable {
    @Override
    void close();
  }
}
