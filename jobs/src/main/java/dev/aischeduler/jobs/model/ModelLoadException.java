package dev.aischeduler.jobs.model;

/** A model's folder is there but cannot be used (missing file, damaged weights, wrong graph). */
public final class ModelLoadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message names the model and the file; the cause is the runtime's own error. */
  public ModelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
