package dev.aischeduler.engine.system;

/** A system job cannot be done, however often it is tried: it fails at once. */
public final class SystemTaskException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with what, where and the remedy. */
  public SystemTaskException(String message, Throwable cause) {
    super(message, cause);
  }
}
