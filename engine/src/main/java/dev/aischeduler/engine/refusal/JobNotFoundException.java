package dev.aischeduler.engine.refusal;

/** No job has this id (HTTP 404). */
public final class JobNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what, where and the remedy. */
  public JobNotFoundException(String message) {
    super(message);
  }
}
