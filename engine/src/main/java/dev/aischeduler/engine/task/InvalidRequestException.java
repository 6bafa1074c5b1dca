package dev.aischeduler.engine.task;

/** A request that can never run as it is. The message says what is wrong and the remedy. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String field;

  /**
   * Names the culprit.
   *
   * @param field path of the field in the request, for example {@code width}
   * @param message what is wrong with it and what would be right
   */
  public InvalidRequestException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Path of the field in the request. */
  public String field() {
    return field;
  }
}
