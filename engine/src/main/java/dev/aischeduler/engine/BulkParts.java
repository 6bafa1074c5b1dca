package dev.aischeduler.engine;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.run.RunTimes;
import dev.aischeduler.engine.batch.BatchTurns;
import dev.aischeduler.engine.bulkrun.BulkRunKind;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.bulkrun.ItemRetry;
import dev.aischeduler.engine.bulkrun.LanePace;
import dev.aischeduler.engine.bulkrun.ScheduledBulkRuns;
import dev.aischeduler.engine.bulkrun.manifest.ManifestLimits;
import dev.aischeduler.engine.bulkrun.manifest.ManifestStore;
import dev.aischeduler.engine.bulkrun.manifest.RowTypes;
import dev.aischeduler.engine.bulkrun.results.BulkResults;
import dev.aischeduler.engine.bulkrun.results.BulkSummary;
import dev.aischeduler.engine.bulkrun.results.ResultRows;
import dev.aischeduler.engine.run.RunKind;
import dev.aischeduler.engine.run.RunWakeups;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.schedule.targets.RunStarter;
import dev.aischeduler.engine.webhook.Callbacks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.ToIntFunction;

/** What bulk runs need. Thread-safe. */
final class BulkParts {
  private final BulkRunKind kind;
  private final BulkRuns runs;
  private final BulkResults results;
  private final BulkSummary.Maker summaries;
  private final RunStarter starter;

  /**
   * The parts.
   *
   * @param all runs of whatever kind
   * @param callbacks checks where runs report to
   * @param slots jobs of a lane that may run at once on all nodes
   */
  BulkParts(
      NodeSetup setup,
      Stores stores,
      Handlers handlers,
      ChangeParts changes,
      JobParts jobs,
      Runs all,
      RunWakeups wakeups,
      BatchTurns batch,
      Callbacks callbacks,
      ToIntFunction<TaskType> slots) {
    Clock clock = setup.clock();
    RowTypes rowTypes = new RowTypes(setup.handlers());
    ManifestStore manifests =
        new ManifestStore(stores.manifests(), clock, ManifestLimits.of(setup.settings().bulk()));
    LanePace pace = new LanePace(stores.waiting(), slots);
    ItemRetry retry =
        new ItemRetry(
            stores.runItems(),
            stores.jobs(),
            stores.queue(),
            changes.publisher(),
            setup.settings().lanes(),
            clock);
    this.kind =
        new BulkRunKind(
            stores.runs(),
            stores.runItems(),
            manifests,
            rowTypes,
            jobs.submissions(),
            retry,
            batch,
            pace,
            clock);
    this.runs =
        new BulkRuns(
            all,
            stores.runs(),
            manifests,
            rowTypes,
            jobs.tenants(),
            pace,
            callbacks,
            wakeups::lookSoon,
            clock);
    this.results =
        new BulkResults(
            new ResultRows(stores.runItems(), stores.jobs(), setup.artifacts()), handlers.byType());
    this.summaries = new BulkSummary.Maker(new RunTimes(setup.database()), clock);
    this.starter =
        new ScheduledBulkRuns(runs, rowTypes, Path.of(setup.settings().artifacts().manifests()));
  }

  RunKind kind() {
    return kind;
  }

  BulkRuns runs() {
    return runs;
  }

  BulkResults results() {
    return results;
  }

  BulkSummary.Maker summaries() {
    return summaries;
  }

  /** Starts them for schedules. */
  RunStarter starter() {
    return starter;
  }
}
