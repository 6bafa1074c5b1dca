package dev.aischeduler.jobs.model;

/** No model is installed under an engine name, and a miniature is not allowed. */
public final class ModelNotInstalledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the model, the folder searched and the remedy. */
  public ModelNotInstalledException(String message) {
    super(message);
  }
}
