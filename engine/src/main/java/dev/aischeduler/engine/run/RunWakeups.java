package dev.aischeduler.engine.run;

import dev.aischeduler.db.run.RunTurnStore;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.supervision.Wakeup;
import dev.aischeduler.engine.system.SystemJobs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the turns of runs: soon after something happened that a run may wait for, and every few
 * seconds whatever happened, since what another node saw before it was lost is nowhere else.
 * Thread-safe; one thread looks.
 */
public final class RunWakeups {
  /** How often every node looks. */
  static final Duration LOOK = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(RunWakeups.class);

  /** Ends of jobs that come close together are one reason to look. */
  private static final long GATHER_MS = 100;

  /** A turn that lives says so more often. */
  private static final Duration SILENT = Duration.ofSeconds(30);

  private static final int AT_ONCE = 200;

  private final RunTurnStore turns;
  private final Supplier<SystemJobs> system;
  private final Clock clock;
  private final Wakeup wakeup = new Wakeup();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile boolean anyOpen = true;

  /**
   * @param system asked for when a turn is opened
   */
  public RunWakeups(RunTurnStore turns, Supplier<SystemJobs> system, Clock clock) {
    this.turns = turns;
    this.system = system;
    this.clock = clock;
  }

  /** Wakes the loop that calls {@link #look}. */
  public Wakeup wakeup() {
    return wakeup;
  }

  /** A job ended. Cheap where no run is open. */
  public void jobsEnded() {
    if (anyOpen) {
      wakeup.signal();
    }
  }

  /** A run was stored or changed, or a turn ended. */
  public void lookSoon() {
    anyOpen = true;
    wakeup.signal();
    watchers.forEach(Runnable::run);
  }

  /**
   * Tells of changes that this node makes to runs.
   *
   * @param changed must not block
   */
  Subscription watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  /**
   * Opens a turn of each run that has something to do.
   *
   * @return milliseconds to wait for a signal before the next look
   */
  public long look() throws InterruptedException {
    Thread.sleep(GATHER_MS);
    anyOpen = turns.anyOpen();
    if (!anyOpen) {
      return LOOK.toMillis();
    }
    for (UUID run : turns.ready(clock.instant(), AT_ONCE)) {
      turns
          .openTurn(run, clock.instant())
          .ifPresent(turn -> enqueue(new RunTurns.Document(run, turn)));
    }
    // opened by a node that was lost before it had stored the system job, or failed for good
    turns
        .silentSince(clock.instant().minus(SILENT))
        .forEach((run, turn) -> repair(new RunTurns.Document(run, turn)));
    return LOOK.toMillis();
  }

  private void enqueue(RunTurns.Document turn) {
    SystemJobs jobs = system.get();
    jobs.enqueue(turn.id(), RunTurns.KIND, turn.toJson());
    if (turn.turn() > 1) {
      jobs.forget(new RunTurns.Document(turn.run(), turn.turn() - 1).id());
    }
  }

  private void repair(RunTurns.Document turn) {
    boolean over = system.get().find(turn.id()).map(job -> job.state().isFinal()).orElse(false);
    if (over) {
      LOG.warn(
          "turn {} of run {} ended without a word; another is opened", turn.turn(), turn.run());
      turns.endTurn(turn.run(), turn.turn(), clock.instant(), clock.instant());
    } else {
      enqueue(turn);
    }
  }
}
