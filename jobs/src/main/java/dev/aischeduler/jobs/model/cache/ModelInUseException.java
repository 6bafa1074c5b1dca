package dev.aischeduler.jobs.model.cache;

/** A model cannot be freed now. */
public final class ModelInUseException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says who holds it. */
  ModelInUseException(String message) {
    super(message);
  }
}
