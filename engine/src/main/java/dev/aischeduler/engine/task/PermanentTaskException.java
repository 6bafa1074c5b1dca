package dev.aischeduler.engine.task;

/** A failure that would be the same on every attempt; the job fails at once, without retries. */
public final class PermanentTaskException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says what failed and what the user can do. */
  public PermanentTaskException(String message) {
    super(message);
  }
}
