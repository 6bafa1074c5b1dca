package dev.aischeduler.jobs.step;

/**
 * The steps of one model. Confined to its {@link StepThread}.
 *
 * @param <T> what the model works on
 */
public interface Steps<T extends Work> {
  /** Whether work is under way, so that there is a step to take though nothing waits. */
  boolean active();

  /**
   * Begins waiting work as far as there is room, and takes one step.
   *
   * @throws InterruptedException when interrupted while waiting for the device
   */
  void step(WaitingWork<T> waiting) throws InterruptedException;

  /** Fails all work under way and frees what it holds; other work may begin afterwards. */
  void endAll(Throwable why);
}
