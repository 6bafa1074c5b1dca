package dev.aischeduler.jobs.model.hub.catalogue;

/** A name of a model, repository or folder that is invalid, unknown or already in use. */
public final class ModelNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names it and says what would be right. */
  public ModelNameException(String message) {
    super(message);
  }
}
