package dev.aischeduler.engine.run;

/** A run cannot go on; the message says why and the remedy. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunFailedException(String message) {
    super(message);
  }
}
