package dev.aischeduler.engine;

import dev.aischeduler.db.job.Job;

/** Outcome of a submission: the job that does the work, and how it was come by. */
public record Submitted(Job job, How how) {
  /** How a submission got its job. */
  public enum How {
    /** It was made. */
    CREATED,
    /** An idempotency key found the job of an earlier submission. */
    REPLAYED,
    /** A unique key found a job that is not final. */
    DEDUPLICATED
  }

  /** True when the job was made. */
  public boolean created() {
    return how == How.CREATED;
  }
}
