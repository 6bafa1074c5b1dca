package dev.aischeduler.engine;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.db.job.JobSearch;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.bulk.BulkActionTask;
import dev.aischeduler.engine.bulk.BulkActions;
import dev.aischeduler.engine.event.EventLog;
import dev.aischeduler.engine.event.EventReplay;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.engine.lane.Lanes;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.JobNotFoundException;
import dev.aischeduler.engine.refusal.QueueFullException;
import dev.aischeduler.engine.refusal.QuotaExceededException;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.server.JobServers;
import dev.aischeduler.engine.submission.DryRun;
import dev.aischeduler.engine.submission.Followed;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.tenant.Tenants;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that clients can do with jobs; nothing else stores or changes them for a client.
 * Thread-safe.
 */
public final class JobService {
  /** Most submissions of one call of {@link #submitAll}. */
  public static final int MAX_BULK = SubmissionRules.MAX_BULK;

  private static final int EVENT_LIMIT = 10_000;
  private static final long AWAIT_POLL_MS = 1000;

  private final JobStore store;
  private final ArtifactStore artifacts;
  private final JobServers servers;
  private final ChangePublisher publisher;
  private final JobChanges changes;
  private final JobEvents events;
  private final EventLog log;
  private final EventReplay replay;
  private final Lanes lanes;
  private final Clock clock;
  private final Tenants tenants;
  private final Submissions submissions;
  private final JobSearch search;
  private final BulkActions actions;
  private final Supplier<Map<String, Long>> recoveries;

  JobService(
      JobStore store,
      ArtifactStore artifacts,
      JobServers servers,
      ChangePublisher publisher,
      JobChanges changes,
      JobEvents events,
      EventLog log,
      EventReplay replay,
      Lanes lanes,
      Tenants tenants,
      Submissions submissions,
      JobSearch search,
      Supplier<Map<String, Long>> recoveries,
      BulkActionTask bulk,
      SystemJobs system,
      Clock clock) {
    this.recoveries = recoveries;
    this.store = store;
    this.artifacts = artifacts;
    this.servers = servers;
    this.publisher = publisher;
    this.changes = changes;
    this.events = events;
    this.log = log;
    this.replay = replay;
    this.lanes = lanes;
    this.clock = clock;
    this.tenants = tenants;
    this.submissions = submissions;
    this.search = search;
    this.actions = new BulkActions(search, bulk, system, clock);
  }

  /**
   * Validates and stores a job; it is durable when this returns.
   *
   * @throws InvalidRequestException names the field
   * @throws QueueFullException the lane has too many waiting jobs
   * @throws QuotaExceededException a limit of the tenant is used up
   * @throws ConflictException the idempotency key belongs to another request
   */
  public Submitted submit(Submission submission) {
    return submissions.submit(submission, id -> {});
  }

  /**
   * The same, for callers who must name the job even when the database fails while it is stored.
   *
   * @param beforeStored gets the id of a new job before it can be stored
   */
  public Submitted submit(Submission submission, Consumer<UUID> beforeStored) {
    return submissions.submit(submission, beforeStored);
  }

  /**
   * The same, and delivers the events of the job from its first on; for a job that exists already,
   * from now on.
   *
   * @param listener must be quick
   */
  public Followed submitAndWatch(
      Submission submission, Consumer<UUID> beforeStored, Consumer<JobEvent> listener) {
    AtomicReference<Subscription> subscription = new AtomicReference<>(() -> {});
    try {
      Submitted submitted =
          submissions.submit(
              submission,
              id -> {
                beforeStored.accept(id);
                subscription.getAndSet(events.watch(id, 0, listener, () -> {})).close();
              });
      if (!submitted.created()) {
        UUID id = submitted.job().id();
        subscription.getAndSet(events.watchFromNow(id, listener)).close();
      }
      return new Followed(submitted, subscription.get());
    } catch (RuntimeException e) {
      subscription.get().close();
      throw e;
    }
  }

  /**
   * What {@link #submit} would do now: it throws what that would throw, and stores nothing.
   *
   * @return the job that would be made or found, when and where it would run, and what it asks for
   */
  public DryRun dryRun(Submission submission) {
    return submissions.dryRun(submission);
  }

  /**
   * Validates all and stores all in one transaction, or none; they are durable when this returns.
   * An idempotency key that stands twice among them finds the same job.
   *
   * @param submissions 1 to 10,000
   * @return one outcome for each, in their order
   * @throws InvalidRequestException names the field, for example {@code tasks[3].prompt}
   * @throws QueueFullException a lane has no room for all of its jobs
   * @throws QuotaExceededException a limit of a tenant is used up
   * @throws ConflictException an idempotency key belongs to another request
   */
  public List<Submitted> submitAll(List<Submission> submissions) {
    return this.submissions.submitAll(submissions, ids -> {});
  }

  /**
   * The same, for callers who must name the jobs even when the database fails while they are
   * stored.
   *
   * @param beforeStored is told the ids of the new jobs before they can be stored; again, with
   *     others, when they could not be stored under the first
   */
  public List<Submitted> submitAll(
      List<Submission> submissions, Consumer<List<UUID>> beforeStored) {
    return this.submissions.submitAll(submissions, beforeStored);
  }

  /** The job with what only the queue knows, or empty. */
  public Optional<JobDetails> find(UUID id) {
    return store.find(id).map(this::details);
  }

  /** A job, as it was read or stored, with what only the queue knows. */
  public JobDetails details(Job job) {
    // only a success leaves artifacts
    return lanes.details(
        job, job.status() == JobStatus.SUCCEEDED ? artifacts.list(job.id()) : List.of());
  }

  /** Age of the job of a lane that was submitted first of those that are queued; zero for none. */
  public Duration oldestQueued(TaskType lane) {
    JobFilter queued =
        new JobFilter(Set.of(lane), Set.of(JobStatus.QUEUED), List.of(), null, null, null, null);
    return search.oldest(queued, null, 1).jobs().stream()
        .findFirst()
        .map(job -> Duration.between(job.createdAt(), clock.instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  /** Whose job it is, or empty when there is none. */
  public Optional<String> tenant(UUID id) {
    return store.tenant(id);
  }

  /**
   * Jobs newest first. A page scans a limited number of jobs; it may be short, or empty, and say
   * where to continue.
   *
   * @param after keyset position: only jobs older than this id
   * @param limit largest number of jobs
   */
  public JobPage list(JobFilter filter, @Nullable UUID after, int limit) {
    return search.newest(filter, after, limit);
  }

  /**
   * Jobs that were created after one, the next ones first.
   *
   * @param before keyset position: only jobs newer than this id
   * @param limit largest number of jobs
   */
  public JobPage listNewer(JobFilter filter, UUID before, int limit) {
    return search.oldest(filter, before, limit);
  }

  /**
   * Jobs whose request holds some words, newest first; see {@link JobSearch#withWords}.
   *
   * @param after keyset position: only jobs older than this id
   */
  public JobPage listWithWords(JobFilter filter, String words, @Nullable UUID after, int limit) {
    return search.withWords(filter, words, after, limit);
  }

  /**
   * How many jobs each state has, each lane's counted up to a limit; see {@link
   * JobSearch#countsUpTo}.
   */
  public Map<JobStatus, Long> counts(JobFilter filter, int limit) {
    return search.countsUpTo(filter, limit);
  }

  /** Artifacts of several jobs, by job; those without any are absent. */
  public Map<UUID, List<Artifact>> artifacts(Collection<UUID> ids) {
    return artifacts.listAll(ids);
  }

  /** Who shares the lanes, and within which limits. */
  public Tenants tenants() {
    return tenants;
  }

  /** One action on all jobs that a filter selects. */
  public BulkActions actions() {
    return actions;
  }

  /**
   * Waits until the job is final or the time is over; returns the job as it is then.
   *
   * @throws JobNotFoundException for an unknown id
   */
  public Job await(UUID id, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Semaphore signals = new Semaphore(0);
    Subscription subscription = events.watchChanges(id, signals::release);
    try {
      while (true) {
        Job job = changes.require(id);
        long left = deadline - System.nanoTime();
        if (job.status().isFinal() || left <= 0) {
          return job;
        }
        // a signal of another node may be lost: poll as well
        if (signals.tryAcquire(
            Math.min(left, TimeUnit.MILLISECONDS.toNanos(AWAIT_POLL_MS)), TimeUnit.NANOSECONDS)) {
          signals.drainPermits();
        }
      }
    } finally {
      subscription.close();
    }
  }

  /**
   * Cancels; idempotent, and a job that is already final stays as it is. Returns the job after.
   *
   * @throws JobNotFoundException for an unknown id
   */
  public Job cancel(UUID id) {
    return changes.cancel(id);
  }

  /**
   * Runs a failed or cancelled job again with fresh attempts.
   *
   * @throws JobNotFoundException for an unknown id
   * @throws ConflictException when the job is neither failed nor cancelled, or another job that is
   *     not final holds its unique key
   */
  public Job retry(UUID id) {
    return changes.retry(id);
  }

  /**
   * Changes the priority of a job that has not started.
   *
   * @throws InvalidRequestException priority out of 0..9
   * @throws JobNotFoundException for an unknown id
   * @throws ConflictException when the job runs or is final
   */
  public Job reprioritise(UUID id, int priority) {
    return changes.reprioritise(id, priority);
  }

  /** Stored history after the given position (0 for all), oldest first. */
  public List<JobEvent> events(UUID id, long afterSeq) {
    return store.events(id, afterSeq, EVENT_LIMIT);
  }

  /**
   * Delivers the history of one job after a position (0 for all of it), then its stored and live
   * events as they come; the listener must be quick.
   */
  public Subscription subscribe(UUID id, long afterSeq, Consumer<JobEvent> listener) {
    return events.watch(id, afterSeq, listener, () -> {});
  }

  /**
   * Delivers the live events of the present or last attempt of a job from its beginning, as far as
   * they are kept, then those that come; an event may come twice. The listener must be quick.
   */
  public Subscription followAttempt(UUID id, Consumer<JobEvent> listener) {
    return events.watchAttempt(id, listener);
  }

  /**
   * Reports that a state of one job was stored, and nothing else.
   *
   * @param changed runs at once on any thread; must be quick
   */
  public Subscription watchChanges(UUID id, Runnable changed) {
    return events.watchChanges(id, changed);
  }

  /** Those of the jobs that exist and have not ended. */
  public Set<UUID> unfinished(Collection<UUID> ids) {
    return store.unfinished(ids);
  }

  /** The stored events of all jobs as they come, on whatever node; nobody misses one. */
  public EventLog eventLog() {
    return log;
  }

  /** Stored events of all jobs after a position. */
  public EventReplay eventReplay() {
    return replay;
  }

  /**
   * Delivers the events of the jobs that this node runs or watches, from now on; the listener must
   * be quick. Of several changes at once it may get the last alone: {@link #eventLog()} tells all.
   */
  public Subscription subscribeAll(Consumer<JobEvent> listener) {
    return events.watchAll(listener);
  }

  /** One artifact of a succeeded job, or empty. */
  public Optional<Artifact> artifact(UUID id, String name) {
    return artifacts.find(id, name);
  }

  /** Orphans that this node recovered since its start, by kind. */
  public Map<String, Long> repairs() {
    return recoveries.get();
  }

  /** Bytes that can still be stored as artifacts; empty when only the database knows. */
  public OptionalLong artifactSpace() {
    return artifacts.content().freeBytes();
  }

  /** The bytes of an artifact; the caller closes the stream. */
  public InputStream open(Artifact artifact) {
    return artifacts.open(artifact);
  }

  /**
   * An address at which whoever has it can read an artifact for a while, past this product.
   *
   * @param disposition {@code Content-Disposition} of the answer
   * @return empty unless results are in an object store whose settings ask for it
   */
  public Optional<URI> link(Artifact artifact, String disposition, Duration valid) {
    return artifacts.content().link(artifact.sha256(), artifact.mediaType(), disposition, valid);
  }

  /** Every lane. */
  public List<LaneView> lanes() {
    return lanes.views();
  }

  /**
   * Changes the lanes' shares of the devices, on every node, from the next model steps on.
   *
   * @param weights percent of each lane that runs on devices; they add up to 100
   * @throws InvalidRequestException names the lane at fault
   */
  public List<LaneView> weights(Map<TaskType, Integer> weights) {
    lanes.weights(weights);
    publisher.reordered();
    return lanes.views();
  }

  /**
   * Stops (true) or resumes (false) starting jobs of a lane, on every node; running jobs go on.
   * When a pause returns, this node starts none any more, and others within moments.
   */
  public LaneView pause(TaskType lane, boolean paused) {
    lanes.pause(lane, paused, clock.instant());
    servers.pause(lane, paused);
    publisher.reordered();
    return lanes.view(lane);
  }
}
