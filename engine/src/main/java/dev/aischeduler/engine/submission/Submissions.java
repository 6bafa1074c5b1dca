package dev.aischeduler.engine.submission;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.job.ShareStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.tenant.TenantStore;
import dev.aischeduler.engine.lane.Lanes;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.server.JobServers;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.tenant.FairShare;
import dev.aischeduler.engine.tenant.TenantQuotas;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.trace.Traces;
import dev.aischeduler.engine.webhook.Callbacks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes submissions: validates them, finds duplicates, keeps to the limits, stores the jobs. One
 * call is one transaction: all of its jobs are stored, or none. Thread-safe.
 */
public final class Submissions {
  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  /** Items of a run that one transaction stores. */
  private static final int ITEMS_AT_ONCE = 500;

  /** A key that others take and give back all the time is their business, not a reason to spin. */
  private static final int TRIES = 5;

  private final SubmissionCheck check;
  private final JobStore store;
  private final JobQueue queue;
  private final JobServers servers;
  private final ChangePublisher publisher;
  private final QueueLengths lengths;
  private final Backpressure backpressure;
  private final Tenants tenants;
  private final TenantQuotas quotas;
  private final FairShare fairShare;
  private final JobFactory jobFactory;
  private final Lanes lanes;
  private final Clock clock;

  private Submissions(
      SubmissionCheck check,
      JobStore store,
      JobQueue queue,
      JobServers servers,
      ChangePublisher publisher,
      QueueLengths lengths,
      Backpressure backpressure,
      Tenants tenants,
      TenantQuotas quotas,
      FairShare fairShare,
      JobFactory jobFactory,
      Lanes lanes,
      Clock clock) {
    this.check = check;
    this.store = store;
    this.queue = queue;
    this.servers = servers;
    this.publisher = publisher;
    this.lengths = lengths;
    this.backpressure = backpressure;
    this.tenants = tenants;
    this.quotas = quotas;
    this.fairShare = fairShare;
    this.jobFactory = jobFactory;
    this.lanes = lanes;
    this.clock = clock;
  }

  /**
   * Takes submissions of a node.
   *
   * @param handlers of the task types that the node knows
   * @param stored lanes that may have jobs
   * @param servers start what may start at once
   * @param callbacks checks where jobs report to
   * @param lanes tell when a job would run
   * @param traces knows the trace that a thread submits for
   */
  public static Submissions of(
      Settings settings,
      Map<TaskType, TaskHandler<?>> handlers,
      List<TaskType> stored,
      Database database,
      JobStore store,
      JobQueue queue,
      JobServers servers,
      ChangePublisher publisher,
      QueueLengths lengths,
      Tenants tenants,
      SortKeys sortKeys,
      Callbacks callbacks,
      Lanes lanes,
      Traces traces,
      Clock clock) {
    TenantStore tenantStore = new TenantStore(database);
    ShareStore shares = new ShareStore(database);
    LaneQueue waiting = new LaneQueue(database);
    return new Submissions(
        new SubmissionCheck(handlers, tenants, callbacks, clock),
        store,
        queue,
        servers,
        publisher,
        lengths,
        new Backpressure(settings.lanes(), waiting, lengths),
        tenants,
        new TenantQuotas(tenants, tenantStore, shares, stored, clock),
        new FairShare(shares, waiting),
        new JobFactory(settings.lanes(), sortKeys, traces),
        lanes,
        clock);
  }

  /**
   * Stores a job; see {@code JobService.submit}.
   *
   * @param beforeStored gets the id of a new job before the job can start; again, with another id,
   *     when it could not be stored under the first
   */
  public Submitted submit(Submission submission, Consumer<UUID> beforeStored) {
    Submitted submitted =
        store(List.of(check.of(submission)), ids -> beforeStored.accept(ids.get(0))).get(0);
    if (submitted.created()) {
      Job job = submitted.job();
      LOG.info(
          "job {} ({}) submitted, priority {}", job.id(), job.type().wireName(), job.priority());
    }
    return submitted;
  }

  /** Stores jobs; see {@code JobService.submitAll}. */
  public List<Submitted> submitAll(
      List<Submission> submissions, Consumer<List<UUID>> beforeStored) {
    InvalidRequestException.checkRange("tasks", submissions.size(), 1, SubmissionRules.MAX_BULK);
    List<CheckedSubmission> checked = new ArrayList<>(submissions.size());
    for (int i = 0; i < submissions.size(); i++) {
      try {
        checked.add(check.of(submissions.get(i)));
      } catch (InvalidRequestException e) {
        String field = e.field().equals(SubmissionRules.KEY_HEADER) ? "idempotency_key" : e.field();
        throw new InvalidRequestException("tasks[" + i + "]." + field, SubmissionCheck.message(e));
      }
    }
    List<Submitted> submitted = store(checked, beforeStored);
    long created = submitted.stream().filter(Submitted::created).count();
    LOG.info("{} jobs submitted in one call, {} of them new", submitted.size(), created);
    return submitted;
  }

  /**
   * Stores jobs as items of a run, as many as there is room for, in transactions of at most {@value
   * #ITEMS_AT_ONCE}. They wait for their turn in the lane as all jobs do. Keys of their own count
   * for nothing: the item is the key.
   */
  public StoredItems submitItems(UUID run, List<RunEntry> entries) {
    return StoredItems.of(entries, ITEMS_AT_ONCE, some -> submitItems(run, some, jobFactory::of));
  }

  /** The same for a bulk run: its items let other work go first; see {@code bulk.yield_s}. */
  public StoredItems submitBulkItems(UUID run, List<RunEntry> entries) {
    return StoredItems.of(entries, ITEMS_AT_ONCE, some -> submitItems(run, some, jobFactory::item));
  }

  private boolean submitItems(
      UUID run, List<RunEntry> entries, Function<CheckedSubmission, Job> factory) {
    List<Job> jobs = new ArrayList<>(entries.size());
    List<RunItem> items = new ArrayList<>(entries.size());
    for (RunEntry entry : entries) {
      Job job = factory.apply(check.of(entry.submission())).ofRun(run);
      jobs.add(job);
      items.add(RunItem.submitted(run, entry.item(), entry.label(), entry.line(), job.id()));
    }
    Map<TaskType, Integer> queued = Backpressure.queued(jobs);
    backpressure.check(queued);
    quotas.take(jobs);
    queued.forEach(lengths::add);
    try {
      insertItems(run, jobs, items);
      return true;
    } catch (RuntimeException e) {
      queued.forEach((lane, count) -> lengths.add(lane, -count));
      quotas.giveBack(jobs);
      if (e instanceof KeyTakenException) {
        return false;
      }
      throw e;
    }
  }

  private void insertItems(UUID run, List<Job> jobs, List<RunItem> items) {
    if (!tenants.mustShare()) {
      queue.insertItems(run, jobs, items, clock.instant());
      publisher.created(jobs);
      return;
    }
    try (FairShare.Places places = fairShare.place(jobs, tenants.known())) {
      queue.insertItems(run, places.jobs(), items, clock.instant());
      publisher.created(places.jobs());
    }
  }

  /**
   * Checks a submission as storing it would.
   *
   * @throws InvalidRequestException names the field
   */
  public void check(Submission submission) {
    check.of(submission);
  }

  /**
   * What {@link #submit} would do now: the same checks, the same job in the same place, nothing
   * stored and nothing taken from limits.
   */
  public DryRun dryRun(Submission submission) {
    CheckedSubmission checked = check.of(submission);
    Submitted submitted = recognise(List.of(checked)).get(0);
    if (submitted.created()) {
      List<Job> fresh = List.of(submitted.job());
      backpressure.check(Backpressure.queued(fresh));
      quotas.take(fresh);
      quotas.giveBack(fresh);
      submitted = new Submitted(placeOf(fresh), submitted.how());
    }
    return new DryRun(submitted, lanes.outlook(submitted.job()), check.work(checked));
  }

  private Job placeOf(List<Job> fresh) {
    if (!tenants.mustShare()) {
      return fresh.get(0);
    }
    try (FairShare.Places places = fairShare.place(fresh, tenants.known())) {
      return places.jobs().get(0);
    }
  }

  /** Recognises and stores; again when another submission took one of the keys in between. */
  private List<Submitted> store(List<CheckedSubmission> all, Consumer<List<UUID>> beforeStored) {
    for (int tries = 1; ; tries++) {
      List<Submitted> submitted = recognise(all);
      List<Job> fresh = submitted.stream().filter(Submitted::created).map(Submitted::job).toList();
      if (fresh.isEmpty()) {
        return submitted;
      }
      Map<TaskType, Integer> queued = Backpressure.queued(fresh);
      backpressure.check(queued);
      quotas.take(fresh);
      // counted before they are stored: a count may include them afterwards
      queued.forEach(lengths::add);
      try {
        beforeStored.accept(fresh.stream().map(Job::id).toList());
        return placed(submitted, put(fresh));
      } catch (RuntimeException e) {
        queued.forEach((lane, jobs) -> lengths.add(lane, -jobs));
        quotas.giveBack(fresh);
        if (!(e instanceof KeyTakenException) || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Stores the jobs, each in its place among its tenant's; returns them as stored. */
  private List<Job> put(List<Job> fresh) {
    if (!tenants.mustShare()) {
      return store(fresh, fresh.size() == 1);
    }
    try (FairShare.Places places = fairShare.place(fresh, tenants.known())) {
      return store(places.jobs(), false);
    }
  }

  private List<Job> store(List<Job> jobs, boolean mayStart) {
    if (mayStart) {
      return List.of(servers.store(jobs.get(0)));
    }
    queue.insert(jobs);
    publisher.created(jobs);
    return jobs;
  }

  private static List<Submitted> placed(List<Submitted> submitted, List<Job> stored) {
    Map<UUID, Job> byId = stored.stream().collect(Collectors.toMap(Job::id, Function.identity()));
    return submitted.stream()
        .map(s -> new Submitted(byId.getOrDefault(s.job().id(), s.job()), s.how()))
        .toList();
  }

  private List<Submitted> recognise(List<CheckedSubmission> all) {
    DuplicateLookup known =
        new DuplicateLookup(store, all.stream().map(CheckedSubmission::submission).toList());
    List<Submitted> submitted = new ArrayList<>(all.size());
    for (CheckedSubmission one : all) {
      Submitted found = known.find(one.submission(), one.request());
      if (found == null) {
        Job job = jobFactory.of(one);
        known.add(job);
        found = new Submitted(job, Submitted.How.CREATED);
      }
      submitted.add(found);
    }
    return submitted;
  }
}
