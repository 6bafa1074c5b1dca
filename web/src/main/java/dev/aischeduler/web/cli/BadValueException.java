package dev.aischeduler.web.cli;

/** A value on the command line that cannot be used. */
final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the option and the remedy. */
  BadValueException(String message) {
    super(message);
  }
}
