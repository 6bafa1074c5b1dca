package dev.aischeduler.engine.refusal;

/** The request contradicts the present state (HTTP 409). */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what, where and the remedy. */
  public ConflictException(String message) {
    super(message);
  }
}
