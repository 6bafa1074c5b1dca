package dev.aischeduler.db.jobrunr;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job and JobRunr's row of it that do not fit together.
 *
 * @param status status of the job; null when there is no such job
 * @param fencingToken token of the job's last claim; 0 when there is no such job
 * @param state state in JobRunr's row; null when there is none
 * @param version version of JobRunr's row; 0 when there is none
 */
public record Disagreement(
    UUID id,
    Kind kind,
    @Nullable String status,
    long fencingToken,
    @Nullable String state,
    int version) {

  /** The same whatever heartbeats did to JobRunr's row. */
  public Disagreement anyVersion() {
    return new Disagreement(id, kind, status, fencingToken, state, 0);
  }

  /** Ways in which the two can disagree. */
  public enum Kind {
    /** The job is open, and JobRunr has no row: it would never start or end. */
    MISSING,
    /** JobRunr has a row, and no job is open. */
    SURPLUS,
    /** Both are there in different states. */
    DIFFERENT
  }
}
