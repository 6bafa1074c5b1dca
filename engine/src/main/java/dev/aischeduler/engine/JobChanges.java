package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.JobNotFoundException;
import dev.aischeduler.engine.server.Cancellations;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.submission.JobFactory;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users change of single jobs. Thread-safe. */
final class JobChanges {
  private static final Logger LOG = LoggerFactory.getLogger(JobChanges.class);
  private static final Set<JobStatus> RETRIABLE = Set.of(JobStatus.FAILED, JobStatus.CANCELLED);

  private final Settings settings;
  private final JobStore store;
  private final JobQueue queue;
  private final ChangePublisher publisher;
  private final Cancellations cancellations;
  private final Clock clock;

  JobChanges(
      Settings settings,
      JobStore store,
      JobQueue queue,
      ChangePublisher publisher,
      Cancellations cancellations,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.queue = queue;
    this.publisher = publisher;
    this.cancellations = cancellations;
    this.clock = clock;
  }

  /** See {@link JobService#cancel}. */
  Job cancel(UUID id) {
    Job before = require(id);
    Optional<Transition> cancelled = queue.cancel(id, clock.instant());
    if (cancelled.isPresent()) {
      LOG.info("job {} ({}) cancelled", id, before.type().wireName());
      cancellations.committed(List.of(cancelled.get()));
    }
    return require(id);
  }

  /** See {@link JobService#retry}. */
  Job retry(UUID id) {
    Job job = require(id);
    int more = JobFactory.freshAttempts(settings.lanes(), job);
    Instant startBy = JobFactory.startBy(clock.instant(), job.queueTimeoutS());
    Optional<Transition> retried;
    try {
      retried = queue.retry(id, RETRIABLE, new JobQueue.Terms(more, startBy), clock.instant());
    } catch (KeyTakenException e) {
      throw new ConflictException(
          "job " + id + " cannot run again now: another job with its unique_key is not final");
    }
    if (retried.isEmpty()) {
      throw new ConflictException(
          "only failed or cancelled jobs can be retried; job "
              + id
              + " is "
              + job.status().wireName());
    }
    LOG.info("job {} ({}) is retried by a user", id, job.type().wireName());
    publisher.changed(List.of(retried.get()));
    return require(id);
  }

  /** See {@link JobService#reprioritise}. */
  Job reprioritise(UUID id, int priority) {
    InvalidRequestException.checkRange("priority", priority, 0, SubmissionRules.MAX_PRIORITY);
    Job job = require(id);
    long step = settings.priority().agingSeconds() * 1_000_000L;
    long yield = settings.bulk().yieldS() * 1_000_000L;
    if (queue.reprioritise(List.of(id), priority, step, yield) == 0) {
      throw new ConflictException(
          "only waiting jobs change priority; job "
              + id
              + " is "
              + require(id).status().wireName());
    }
    LOG.info("job {} ({}) has priority {} now", id, job.type().wireName(), priority);
    publisher.reordered();
    return require(id);
  }

  /**
   * The job as it is now.
   *
   * @throws JobNotFoundException for an unknown id
   */
  Job require(UUID id) {
    return store
        .find(id)
        .orElseThrow(
            () -> new JobNotFoundException("no job has id " + id + "; it may be past retention"));
  }
}
