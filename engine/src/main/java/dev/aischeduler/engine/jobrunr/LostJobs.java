package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.IllegalJobStateChangeException;
import org.jobrunr.server.concurrent.ConcurrentJobModificationResolver;
import org.jobrunr.storage.ConcurrentJobModificationException;

/**
 * What a heartbeat does with jobs that changed under it (cancelled, or claimed by another server
 * after this one was silent for too long): their attempts here stop and commit nothing. Replaces
 * JobRunr's resolver, which interrupts threads at any point. Thread-safe.
 */
final class LostJobs implements ConcurrentJobModificationResolver {
  private final Attempts attempts;

  LostJobs(Attempts attempts) {
    this.attempts = attempts;
  }

  @Override
  public void resolve(ConcurrentJobModificationException e) {
    e.getConcurrentUpdatedJobs()
        .forEach(
            job -> {
              abandon(job);
              attempts.stop(job.getId(), Reason.LEASE_LOST);
            });
  }

  /** Makes JobRunr's performer end without a word when its thread comes back. */
  static void abandon(Job job) {
    try {
      job.delete("no longer run here");
    } catch (IllegalJobStateChangeException alreadyEnded) {
      // its end is being saved; the version check decides whose word counts
    }
  }
}
