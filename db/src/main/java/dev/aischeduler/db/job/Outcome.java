package dev.aischeduler.db.job;

import dev.aischeduler.db.artifact.Artifact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt produced; committed together with the state change that ends the attempt.
 *
 * @param result result document (JSON) of a success, else null
 * @param artifacts artifact rows of a success
 * @param errorType machine-readable cause of a failure, else null
 * @param errorMessage cause for people, else null
 */
public record Outcome(
    @Nullable String result,
    List<Artifact> artifacts,
    @Nullable String errorType,
    @Nullable String errorMessage) {

  /** A result and its artifacts. */
  public static Outcome success(String result, List<Artifact> artifacts) {
    return new Outcome(result, artifacts, null, null);
  }

  /** A failed attempt. */
  public static Outcome failure(String type, String message) {
    return new Outcome(null, List.of(), type, message);
  }
}
