package org.jobrunr.jobs;

/**
 * A seam to JobRunr 8.7.0: undoes the version that JobRunr counts up in memory before its
 * transaction is committed. Without it a worker whose commit failed (database away, deadlock) could
 * never save its job again. It stands in JobRunr's package because the setter is visible there
 * only.
 */
public final class JobVersions {
  private JobVersions() {}

  /** Sets a job's version back to what the database holds. */
  public static void restore(Job job, int version) {
    job.setVersion(version);
  }
}
