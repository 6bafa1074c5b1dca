package dev.aischeduler.engine.submission;

import dev.aischeduler.db.job.Job;

/**
 * Outcome of a submission: the job that does the work, and whether it was created, replayed or
 * deduplicated.
 */
public record Submitted(Job job, How how) {
  /** Whether a job was created for a submission. */
  public enum How {
    /** A new job was stored. */
    CREATED,
    /** An idempotency key found the job of an earlier submission. */
    REPLAYED,
    /** A unique key found a job that is not final. */
    DEDUPLICATED
  }

  /** True when a new job was stored. */
  public boolean created() {
    return how == How.CREATED;
  }
}
