package dev.aischeduler.engine.run;

/** How a turn of a run learns that it must stop. Thread-safe. */
public interface RunContext {
  /**
   * Ends the turn when it should stop; the run goes on later, here or elsewhere.
   *
   * @throws RuntimeException when the node stops
   */
  void checkStopped();
}
