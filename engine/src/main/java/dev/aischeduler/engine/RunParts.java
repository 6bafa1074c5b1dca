package dev.aischeduler.engine;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.workflow.WorkflowStepStore;
import dev.aischeduler.engine.batch.BatchTurns;
import dev.aischeduler.engine.run.RunJobs;
import dev.aischeduler.engine.run.RunTurns;
import dev.aischeduler.engine.run.RunWakeups;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.schedule.ScheduleService;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.webhook.Callbacks;
import dev.aischeduler.engine.workflow.ScheduledWorkflows;
import dev.aischeduler.engine.workflow.Workflows;
import java.time.Clock;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bulk runs, workflows, what has them go on, and the schedules that start them. Thread-safe. */
final class RunParts {
  private static final Logger LOG = LoggerFactory.getLogger(RunParts.class);

  private final RunWakeups wakeups;
  private final BatchTurns batch;
  private final Runs runs;
  private final BulkParts bulk;
  private final Workflows workflows;
  private final ScheduleService schedules;
  private final RunTurns turns;

  /**
   * The parts, not started yet.
   *
   * @param wakeups open the turns of runs
   * @param callbacks checks where runs report to
   * @param slots jobs of a lane that may run at once on all nodes
   */
  RunParts(
      NodeSetup setup,
      Stores stores,
      Handlers handlers,
      ChangeParts changes,
      JobParts jobs,
      RunWakeups wakeups,
      Callbacks callbacks,
      ToIntFunction<TaskType> slots) {
    Clock clock = setup.clock();
    Submissions submissions = jobs.submissions();
    this.wakeups = wakeups;
    this.batch = new BatchTurns(setup.database(), clock);
    RunJobs runJobs =
        new RunJobs(stores.runItems(), stores.queue(), changes.cancellations(), clock);
    this.runs = new Runs(stores.runs(), stores.runItems(), runJobs, wakeups, setup.traces(), clock);
    this.bulk =
        new BulkParts(
            setup, stores, handlers, changes, jobs, runs, wakeups, batch, callbacks, slots);
    this.workflows =
        new Workflows(
            new Workflows.Parts(
                setup.settings(),
                handlers.byType(),
                setup.actions(),
                runs,
                stores.runs(),
                stores.runItems(),
                new WorkflowStepStore(setup.database()),
                stores.jobs(),
                stores.queue(),
                setup.artifacts(),
                submissions,
                jobs.tenants(),
                changes.publisher(),
                batch,
                callbacks,
                clock));
    this.turns =
        new RunTurns(
            stores.runs(),
            stores.runTurns(),
            runJobs,
            List.of(bulk.kind(), workflows.kind()),
            wakeups,
            setup.traces(),
            clock);
    this.schedules =
        new ScheduleService(
            setup.database(),
            setup.settings().node().name(),
            submissions,
            stores.jobs(),
            stores.queue(),
            changes.cancellations(),
            runs,
            List.of(bulk.starter(), new ScheduledWorkflows(workflows)),
            setup.traces(),
            clock,
            Clock.systemUTC());
  }

  BatchTurns batch() {
    return batch;
  }

  Runs runs() {
    return runs;
  }

  BulkParts bulk() {
    return bulk;
  }

  Workflows workflows() {
    return workflows;
  }

  ScheduleService schedules() {
    return schedules;
  }

  /** Does turns of runs as a system job. */
  RunTurns turns() {
    return turns;
  }

  /** Jobs ended. Cheap where nothing waits for jobs. */
  void jobsEnded() {
    wakeups.jobsEnded();
    schedules.jobsEnded();
  }

  void supervise(Supervisor supervisor) {
    supervisor.loop("runs", wakeups.wakeup(), wakeups::look);
    schedules.start(supervisor);
  }

  /** Loads what the first run would else wait for some seconds; may take as long. */
  void prepare() {
    try {
      batch.prepare();
    } catch (RuntimeException e) {
      LOG.debug("the first run loads Spring Batch: {}", e.toString());
    }
  }
}
