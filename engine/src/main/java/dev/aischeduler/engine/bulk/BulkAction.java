package dev.aischeduler.engine.bulk;

import dev.aischeduler.db.job.JobStatus;
import java.util.Set;

/** What can be done with all jobs that a filter selects. */
public sealed interface BulkAction {

  /** States that it applies to. */
  Set<JobStatus> states();

  /** Its name in JSON. */
  String name();

  /** States of the jobs that are meant when the filter names none. */
  default Set<JobStatus> usualStates() {
    return states();
  }

  /** Cancels jobs that are not final. */
  record Cancel() implements BulkAction {
    @Override
    public String name() {
      return "cancel";
    }

    @Override
    public Set<JobStatus> states() {
      return Set.of(JobStatus.SCHEDULED, JobStatus.QUEUED, JobStatus.RUNNING);
    }
  }

  /** Runs failed (and, when asked for, cancelled) jobs again with fresh attempts. */
  record Retry() implements BulkAction {
    @Override
    public String name() {
      return "retry";
    }

    @Override
    public Set<JobStatus> states() {
      return Set.of(JobStatus.FAILED, JobStatus.CANCELLED);
    }

    @Override
    public Set<JobStatus> usualStates() {
      return Set.of(JobStatus.FAILED);
    }
  }

  /**
   * Changes the priority of jobs that have not started.
   *
   * @param priority 0..9
   */
  record Reprioritise(int priority) implements BulkAction {
    @Override
    public String name() {
      return "reprioritise";
    }

    @Override
    public Set<JobStatus> states() {
      return Set.of(JobStatus.SCHEDULED, JobStatus.QUEUED);
    }
  }
}
