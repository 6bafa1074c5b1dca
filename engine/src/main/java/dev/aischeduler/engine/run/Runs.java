package dev.aischeduler.engine.run;

import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.db.run.RunKey;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.webhook.Callback;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.trace.Traces;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users can do with runs of whatever kind. Thread-safe. */
public final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final Set<RunStatus> OPEN =
      EnumSet.of(RunStatus.QUEUED, RunStatus.RUNNING, RunStatus.PAUSED);

  private final RunStore store;
  private final RunItemStore items;
  private final RunJobs jobs;
  private final RunWakeups wakeups;
  private final Traces traces;
  private final Clock clock;

  public Runs(
      RunStore store,
      RunItemStore items,
      RunJobs jobs,
      RunWakeups wakeups,
      Traces traces,
      Clock clock) {
    this.traces = traces;
    this.store = store;
    this.items = items;
    this.jobs = jobs;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /**
   * Stores a run and has it begun.
   *
   * @param key by which a caller named its start; null for none
   * @param callback where its ends are reported to; null for nowhere
   * @return false when one of this id or key exists already
   */
  public boolean start(Run run, @Nullable RunKey key, @Nullable Callback callback) {
    boolean fresh = store.insert(run.ofTrace(traces.current()), key, callback);
    if (fresh) {
      LOG.info("run {} ({} {}) submitted", run.id(), run.kind(), run.name());
      wakeups.lookSoon();
    }
    return fresh;
  }

  /** How many runs are open, by kind and status. */
  public Map<String, Map<RunStatus, Long>> open() {
    return store.open();
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

  /** What tells whether something happened to runs; see {@link RunStore#versions}. */
  public Map<UUID, String> versions(Collection<UUID> ids) {
    return store.versions(ids);
  }

  /**
   * Tells that this node has changed some run; what other nodes change is only in the table.
   *
   * @param changed must not block
   */
  public Subscription watchChanges(Runnable changed) {
    return wakeups.watch(changed);
  }

  /** Items of a run in their order; see {@link RunItemStore#items}. */
  public List<RunItem> items(UUID run, @Nullable ItemState state, int after, int limit) {
    return items.items(run, state, after, limit);
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
      jobs.cancel(id);
    }
    return store.find(id).orElseThrow();
  }
}
