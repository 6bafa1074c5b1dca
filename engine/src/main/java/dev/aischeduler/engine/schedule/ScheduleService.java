package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.schedule.ClockTriggerStore;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.schedule.clock.ScheduleClock;
import dev.aischeduler.engine.schedule.targets.RunStarter;
import dev.aischeduler.engine.server.Cancellations;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.trace.Traces;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The schedules of one node: puts their parts together, starts and ends them. Thread-safe. */
public final class ScheduleService implements AutoCloseable {
  private final ScheduleClock quartz;
  private final ScheduleLoop loop;
  private final Schedules schedules;

  /**
   * Schedules that are not started yet.
   *
   * @param node its name
   * @param starters one for each kind of run that schedules can start
   * @param traces shows what starts
   * @param clock the time that all nodes agree on
   * @param machine this machine's time, which Quartz goes by
   */
  public ScheduleService(
      Database database,
      String node,
      Submissions submissions,
      JobStore jobs,
      JobQueue queue,
      Cancellations cancellations,
      Runs runs,
      List<RunStarter> starters,
      Traces traces,
      Clock clock,
      Clock machine) {
    ScheduleStore store = new ScheduleStore(database);
    ScheduleRunStore history = new ScheduleRunStore(database);
    TargetStarter targets =
        new TargetStarter(submissions, jobs, queue, cancellations, runs, starters, traces, clock);
    DefinitionReader reader = new DefinitionReader(targets.runKinds());
    StoredDefinitions definitions = new StoredDefinitions(reader);
    Starts starts = new Starts(store, history, definitions, targets, node, clock);
    AtomicReference<Firings> fired = new AtomicReference<>();
    this.quartz =
        new ScheduleClock(database, node, id -> Objects.requireNonNull(fired.get()).fire(id));
    ClockSetting setting = new ClockSetting(quartz, clock, machine);
    Firings firings = new Firings(store, definitions, starts, setting, clock);
    fired.set(firings);
    Watchdog watchdog =
        new Watchdog(
            store, new ClockTriggerStore(database), firings, quartz, setting, clock, machine);
    this.loop = new ScheduleLoop(store, history, starts, quartz, watchdog, clock);
    ScheduleEdits edits = new ScheduleEdits(store, reader, definitions, targets, clock);
    ScheduleRows rows = new ScheduleRows(store, history, definitions);
    ManualStarts manual = new ManualStarts(store, history, starts, loop, clock);
    Backfills backfills = new Backfills(store, definitions, starts, loop, clock);
    this.schedules =
        new Schedules(
            store,
            rows,
            history,
            reader,
            definitions,
            edits,
            manual,
            backfills,
            firings,
            setting,
            loop,
            clock);
  }

  /** What users can do. */
  public Schedules schedules() {
    return schedules;
  }

  /** A job ended. Cheap where nothing of a schedule is open. */
  public void jobsEnded() {
    loop.jobsEnded();
  }

  /** Starts the loop that looks after schedules; it starts the clock when there is a schedule. */
  public void start(Supervisor supervisor) {
    supervisor.loop("schedules", loop.wakeup(), loop::turn);
  }

  /** Ends the clock; what is due later fires on another node, or after the next start. */
  @Override
  public void close() {
    quartz.close();
  }
}
