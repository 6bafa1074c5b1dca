package dev.aischeduler.engine;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.lane.LaneView;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The one way in: everything that clients can do with jobs. Thread-safe. */
public final class JobService {

  /**
   * Validates and stores a job; it is durable when this returns.
   *
   * @throws dev.aischeduler.engine.task.InvalidRequestException names the field
   * @throws QueueFullException the lane has too many waiting jobs
   * @throws ConflictException the idempotency key belongs to another request
   */
  public Submitted submit(Submission submission) {
    throw new UnsupportedOperationException();
  }

  /** The job with what only the queue knows, or empty. */
  public Optional<JobDetails> find(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Jobs newest first. */
  public List<Job> list(JobFilter filter) {
    throw new UnsupportedOperationException();
  }

  /** Waits until the job is final or the time is over; returns the job as it is then. */
  public Job await(UUID id, Duration atMost) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Cancels; idempotent, and a job that is already final stays as it is. Returns the job after. */
  public Job cancel(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Runs a failed or cancelled job again with fresh attempts. */
  public Job retry(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Changes the priority of a job that has not started. */
  public Job reprioritise(UUID id, int priority) {
    throw new UnsupportedOperationException();
  }

  /** Stored history after the given position (0 for all), oldest first. */
  public List<JobEvent> events(UUID id, long afterSeq) {
    throw new UnsupportedOperationException();
  }

  /** Hears stored and live events of one job from now on; the listener must be quick. */
  public Subscription subscribe(UUID id, Consumer<JobEvent> listener) {
    throw new UnsupportedOperationException();
  }

  /** Hears the events of every job. */
  public Subscription subscribeAll(Consumer<JobEvent> listener) {
    throw new UnsupportedOperationException();
  }

  /** One artifact of a succeeded job, or empty. */
  public Optional<Artifact> artifact(UUID id, String name) {
    throw new UnsupportedOperationException();
  }

  /** The bytes of an artifact; the caller closes the stream. */
  public InputStream open(Artifact artifact) {
    throw new UnsupportedOperationException();
  }

  /** Every lane. */
  public List<LaneView> lanes() {
    throw new UnsupportedOperationException();
  }

  /** Stops (true) or resumes (false) starting jobs of a lane; running jobs go on. */
  public LaneView pause(TaskType lane, boolean paused) {
    throw new UnsupportedOperationException();
  }

  /** Job servers of this node and of others that share the database. */
  public List<ServerView> servers() {
    throw new UnsupportedOperationException();
  }
}
