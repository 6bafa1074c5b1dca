package dev.aischeduler.web.api.view;

import dev.aischeduler.db.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * Why the last attempt of a job failed.
 *
 * @param type machine-readable cause
 * @param message sentence for people
 */
public record ErrorView(String type, String message) {

  /** The error of a job, or null when it has none. */
  public static @Nullable ErrorView of(Job job) {
    String type = job.errorType();
    String message = job.errorMessage();
    if (type == null && message == null) {
      return null;
    }
    return new ErrorView(type == null ? "error" : type, message == null ? "" : message);
  }
}
