package dev.aischeduler.engine.task;

/**
 * Something that the attempt needs is held by others for now. The attempt does not count; the job
 * waits for a moment, longer each time, and runs again.
 */
public final class TryLaterException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says what is held, and by whom if that is known. */
  public TryLaterException(String message) {
    super(message);
  }
}
