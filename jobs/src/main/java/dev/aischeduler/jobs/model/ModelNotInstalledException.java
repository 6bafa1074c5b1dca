package dev.aischeduler.jobs.model;

/** An engine name that no installed model answers to, where a miniature is not allowed. */
public final class ModelNotInstalledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the model, the folder searched and the remedy. */
  public ModelNotInstalledException(String message) {
    super(message);
  }
}
