package dev.aischeduler.engine.attempt;

import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TryLaterException;

/**
 * Why an attempt failed.
 *
 * @param type machine-readable: {@code invalid_request}, {@code permanent}, {@code timeout}, {@code
 *     out_of_memory}, {@code unavailable}, {@code error}; a lost worker is recorded as {@code
 *     worker_lost}, a job that never started in time as {@code queue_timeout}
 * @param message for people
 * @param permanent true when no retry can mend it
 */
public record Failure(String type, String message, boolean permanent) {

  /** Classifies what a handler threw. */
  public static Failure of(Throwable error) {
    String message =
        error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    if (error instanceof InvalidRequestException invalid) {
      return new Failure("invalid_request", invalid.field() + ": " + message, true);
    }
    if (error instanceof PermanentTaskException) {
      return new Failure("permanent", message, true);
    }
    if (error instanceof OutOfMemoryError) {
      return new Failure("out_of_memory", message, false);
    }
    if (error instanceof TryLaterException) {
      return new Failure("unavailable", message, false);
    }
    return new Failure("error", message, false);
  }

  /** The attempt took too long. */
  static Failure timeout(int seconds) {
    return new Failure(
        "timeout", "the attempt took longer than timeout_s (" + seconds + " s)", false);
  }
}
