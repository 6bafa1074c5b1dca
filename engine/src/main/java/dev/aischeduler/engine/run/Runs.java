package dev.aischeduler.engine.run;

import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.server.Cancellations;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users can do with runs of whatever kind. Thread-safe. */
public final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final int CHUNK = 500;
  private static final Set<RunStatus> OPEN =
      EnumSet.of(RunStatus.QUEUED, RunStatus.RUNNING, RunStatus.PAUSED);

  private final RunStore store;
  private final JobQueue queue;
  private final Cancellations cancellations;
  private final RunWakeups wakeups;
  private final Clock clock;

  public Runs(
      RunStore store,
      JobQueue queue,
      Cancellations cancellations,
      RunWakeups wakeups,
      Clock clock) {
    this.store = store;
    this.queue = queue;
    this.cancellations = cancellations;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /** Stores a run and has it begun; false when one of this id exists already. */
  public boolean start(Run run) {
    boolean fresh = store.insert(run);
    if (fresh) {
      LOG.info("run {} ({} {}) submitted", run.id(), run.kind(), run.name());
      wakeups.lookSoon();
    }
    return fresh;
  }

  /** The run, or empty. */
  public Optional<Run> find(UUID id) {
    return store.find(id);
  }

  /** Runs of a kind, newest first; see {@link RunStore#list}. */
  public List<Run> list(
      String kind,
      @Nullable String tenant,
      Set<RunStatus> statuses,
      @Nullable UUID before,
      int limit) {
    return store.list(kind, tenant, statuses, before, limit);
  }

  /** Items of a run in their order; see {@link RunStore#items}. */
  public List<RunItem> items(UUID run, @Nullable ItemState state, int after, int limit) {
    return store.items(run, state, after, limit);
  }

  /**
   * Submits nothing further until the run is resumed; jobs in flight go on. A paused run stays as
   * it is.
   *
   * @throws ConflictException when it is over
   */
  public Run pause(UUID id) {
    return change(id, EnumSet.of(RunStatus.QUEUED, RunStatus.RUNNING), RunStatus.PAUSED);
  }

  /**
   * Goes on with a paused run; one that is not paused stays as it is.
   *
   * @throws ConflictException when it is over
   */
  public Run resume(UUID id) {
    return change(id, EnumSet.of(RunStatus.PAUSED), RunStatus.RUNNING);
  }

  private Run change(UUID id, Set<RunStatus> from, RunStatus to) {
    if (store.change(id, from, to, null, clock.instant())) {
      LOG.info("run {} is {} now", id, to.wireName());
      wakeups.lookSoon();
    }
    Run run = store.find(id).orElseThrow();
    if (run.status().isFinal()) {
      throw new ConflictException(
          "run " + id + " is over (" + run.status().wireName() + "); restart it to go on");
    }
    return run;
  }

  /** Ends a run and cancels its jobs that have not ended; one that is over stays as it is. */
  public Run cancel(UUID id) {
    if (store.change(id, OPEN, RunStatus.CANCELLED, null, clock.instant())) {
      LOG.info("run {} is cancelled", id);
    }
    Run run = store.find(id).orElseThrow();
    if (run.status() == RunStatus.CANCELLED) {
      cancelJobs(id);
    }
    return store.find(id).orElseThrow();
  }

  /** Cancels the jobs of a run that have not ended, and notes it. */
  public void cancelJobs(UUID id) {
    int after = 0;
    List<RunItem> some = store.items(id, ItemState.SUBMITTED, after, CHUNK);
    while (!some.isEmpty()) {
      List<Transition> done =
          queue.cancel(
              some.stream().map(RunItem::jobId).filter(Objects::nonNull).toList(),
              JobQueue.OPEN,
              clock.instant());
      cancellations.committed(done);
      after = some.get(some.size() - 1).item();
      some = store.items(id, ItemState.SUBMITTED, after, CHUNK);
    }
    int settled = CHUNK;
    while (settled == CHUNK) {
      settled = store.settle(id, CHUNK, clock.instant()).size();
    }
  }
}
