package dev.aischeduler.engine.attempt;

/** Tells JobRunr that an attempt failed; light, because JobRunr stores the stack trace. */
public final class AttemptFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is the job's error message. */
  public AttemptFailedException(String message) {
    super(message, null, false, false);
  }
}
