package dev.aischeduler.db.jobrunr;

/**
 * Ends an attempt that does not count: the job goes back to its place in the queue, at once or
 * after a while.
 */
public final class PutBackException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says why. */
  public PutBackException(String message) {
    super(message, null, false, false);
  }
}
