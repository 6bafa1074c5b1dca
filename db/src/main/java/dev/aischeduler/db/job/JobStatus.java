package dev.aischeduler.db.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** States of a job. The last three are final. */
public enum JobStatus {
  /** Runs later: its {@code run_at} lies ahead, or it waits for a retry. */
  SCHEDULED,
  /** Waits for a slot in its lane. */
  QUEUED,
  /** A job server runs it. */
  RUNNING,
  /** Finished with a result. */
  SUCCEEDED,
  /** Attempts used up, or a failure that no retry mends: the dead letter. */
  FAILED,
  /** Stopped by a user. */
  CANCELLED;

  /** Lower-case name used in JSON and SQL. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for states that a job leaves only by an explicit retry. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** The status with this wire name, or empty for an unknown name. */
  public static Optional<JobStatus> fromWireName(String name) {
    return Arrays.stream(values()).filter(s -> s.wireName().equals(name)).findFirst();
  }
}
