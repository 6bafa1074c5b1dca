package dev.aischeduler.engine.workflow.step;

/** A step cannot be done; the message says why and the remedy. */
public final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepFailedException(String message) {
    super(message);
  }
}
