package dev.aischeduler.web.cli.exit;

/** A value on the command line that cannot be used. */
public final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the option and the remedy. */
  public BadValueException(String message) {
    super(message);
  }
}
