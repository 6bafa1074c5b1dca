package dev.aischeduler.engine.task;

import org.jspecify.annotations.Nullable;

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

  /**
   * Checks a whole number.
   *
   * @param value null when the field was left out, which is fine
   * @throws InvalidRequestException when it is out of range
   */
  public static void checkRange(String field, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new InvalidRequestException(
          field, "must be " + min + " to " + max + ", but is " + value);
    }
  }

  /** Path of the field in the request. */
  public String field() {
    return field;
  }
}
