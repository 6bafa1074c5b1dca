package org.jobrunr.jobs;

/**
 * A seam to JobRunr 8.7.0: sets the version that a job has in memory, after our storage has written
 * it and again when the transaction could not be committed. It stands in JobRunr's package because
 * the setter is visible there only.
 */
public final class JobVersions {
  private JobVersions() {}

  /** Sets a job's version to what the database holds. */
  public static void set(Job job, int version) {
    job.setVersion(version);
  }
}
