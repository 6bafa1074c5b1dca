package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.node.NodeLease;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.bulkrun.results.BulkResults;
import dev.aischeduler.engine.bulkrun.results.BulkSummary;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.file.UploadedFiles;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.engine.run.RunWakeups;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.schedule.Schedules;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.trace.Traces;
import dev.aischeduler.engine.webhook.WebhookParts;
import dev.aischeduler.engine.webhook.Webhooks;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.engine.workflow.step.StepAction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running scheduler of one node: puts its parts together, starts, drains and ends them.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final NodeLease lease;
  private final Handlers handlers;
  private final Webhooks webhooks;
  private final ChangeParts changes;
  private final LaneParts lanes;
  private final ServerParts servers;
  private final JobParts jobParts;
  private final RunParts runs;
  private final SystemJobs system;
  private final JobService jobs;
  private final UploadedFiles files;
  private final Supervisor supervisor;

  private Engine(NodeSetup setup, NodeLease lease) {
    this.lease = lease;
    this.handlers = new Handlers(setup.handlers());
    Stores stores = Stores.of(setup);
    this.webhooks =
        new Webhooks(
            setup.settings(),
            setup.database(),
            setup.webhooks(),
            setup.traces(),
            id -> jobs().find(id),
            this::system,
            setup.clock());
    this.changes = new ChangeParts(setup, stores, this::jobsEnded, webhooks.wakeup()::signal);
    this.lanes = new LaneParts(setup, stores);
    this.servers = new ServerParts(setup, stores, handlers, changes, lanes, lease);
    this.jobParts =
        new JobParts(setup, stores, handlers, changes, lanes, servers, webhooks.callbacks());
    RunWakeups wakeups = new RunWakeups(stores.runTurns(), this::system, setup.clock());
    this.runs =
        new RunParts(
            setup,
            stores,
            handlers,
            changes,
            jobParts,
            wakeups,
            webhooks.callbacks(),
            servers::slots);
    this.system = new SystemParts(setup, stores, jobParts, runs, webhooks).jobs();
    this.jobs = jobParts.service(system);
    this.files = new UploadedFiles(stores.manifests(), setup.clock());
    this.supervisor = new Supervisor(setup.lost());
  }

  private void jobsEnded() {
    runs.jobsEnded();
  }

  /**
   * Starts the node: recovers jobs that an earlier process of the same name left running, then
   * serves the lanes of its labels.
   *
   * @param database open; the caller closes it after the engine
   * @param devices that the handlers use; their shares follow the lanes' weights
   * @param lost is called once when a part does not recover: the process should end and be
   *     restarted
   * @throws dev.aischeduler.db.failure.DatabaseException when a running process has the same node
   *     name
   */
  public static Engine start(
      Settings settings,
      Database database,
      ArtifactStore artifacts,
      List<TaskHandler<?>> handlers,
      Devices devices,
      Consumer<String> lost,
      Clock clock) {
    return start(
        settings,
        database,
        artifacts,
        handlers,
        devices,
        List.of(),
        List.of(),
        WebhookParts.none(),
        Traces.off(),
        lost,
        clock);
  }

  /**
   * The same with further kinds of system jobs and of steps.
   *
   * @param systemTasks one for each kind, besides the engine's own
   * @param actions one for each kind of step that is no job, besides the engine's own
   * @param webhooks what ends of jobs and runs are reported with
   * @param traces makes the spans of jobs
   */
  public static Engine start(
      Settings settings,
      Database database,
      ArtifactStore artifacts,
      List<TaskHandler<?>> handlers,
      Devices devices,
      List<SystemTask> systemTasks,
      List<StepAction> actions,
      WebhookParts webhooks,
      Traces traces,
      Consumer<String> lost,
      Clock clock) {
    NodeSetup setup =
        new NodeSetup(
            settings,
            database,
            artifacts,
            handlers,
            devices,
            systemTasks,
            actions,
            webhooks,
            traces,
            lost,
            clock);
    NodeLease lease = NodeLease.acquire(database, settings.node().name());
    Engine engine = null;
    try {
      engine = new Engine(setup, lease);
      engine.start();
      LOG.info(
          "node {} serves {} with {} task slots",
          settings.node().name(),
          settings.node().labels(),
          settings.resources().maxConcurrentTasks());
      return engine;
    } catch (RuntimeException | Error e) {
      // an error too: the lease would keep the node's name from the next start
      abandon(engine, lease);
      throw e;
    }
  }

  private void start() {
    servers.start(supervisor);
    lanes.supervise(supervisor);
    jobParts.supervise(supervisor);
    runs.supervise(supervisor);
    supervisor.loop("webhooks", webhooks.wakeup(), webhooks::look);
    changes.supervise(supervisor);
    changes.signals().start(servers::onSignal);
    system.start();
  }

  private static void abandon(@Nullable Engine halfStarted, NodeLease lease) {
    try {
      if (halfStarted != null) {
        halfStarted.close();
      }
    } catch (RuntimeException | Error e) {
      LOG.debug("a start that failed could not be undone in order: {}", e.toString());
    } finally {
      lease.close();
    }
  }

  /** Everything that clients can do with jobs. */
  public JobService jobs() {
    return jobs;
  }

  /** Loads what the first run would else wait for some seconds; may take as long. */
  public void prepareRuns() {
    runs.prepare();
  }

  /** Jobs that belong together. */
  public Runs runs() {
    return runs.runs();
  }

  /** Jobs of one manifest each. */
  public BulkRuns bulkRuns() {
    return runs.bulk().runs();
  }

  /** What bulk runs made. */
  public BulkResults bulkResults() {
    return runs.bulk().results();
  }

  /** How bulk runs do. */
  public BulkSummary.Maker bulkSummaries() {
    return runs.bulk().summaries();
  }

  /** Files that clients upload. */
  public UploadedFiles files() {
    return files;
  }

  /** Jobs that need one another's results. */
  public Workflows workflows() {
    return runs.workflows();
  }

  /** What starts jobs and runs at times. */
  public Schedules schedules() {
    return runs.schedules().schedules();
  }

  /** Reports of ends of jobs and runs. */
  public Webhooks webhooks() {
    return webhooks;
  }

  /** The durable background work of the service itself. */
  public SystemJobs system() {
    return system;
  }

  /** True while this node may start jobs: it does not drain and owns its name. */
  public boolean startsJobs() {
    return servers.membership().startsJobs();
  }

  /** The nodes that share the database, this one among them. */
  public Nodes nodes() {
    return servers.nodes();
  }

  /** How the parts of this node do. */
  public NodeHealth health() {
    return new NodeHealth(servers.servers()::health, supervisor::problems);
  }

  /** How the attempts of this node ended since its start. */
  public AttemptCounts attemptCounts() {
    return servers.counts();
  }

  /** Health of a task type on this node. */
  public HandlerStatus status(TaskType type) {
    return handlers.status(type);
  }

  /**
   * Starts no further job, lets running ones finish for this long, and puts the rest back in the
   * queue without costing them an attempt.
   *
   * @return false when an attempt would not stop; it is recovered at the next start
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    servers.membership().leaving();
    return servers.servers().drain(atMost);
  }

  /** Ends the node; call {@link #drain} first, or running jobs are recovered at the next start. */
  @Override
  public void close() {
    List<Runnable> parts =
        List.of(
            runs.schedules()::close,
            system::close,
            servers.servers()::close,
            changes.signals()::close,
            servers.membership()::close,
            supervisor::close,
            servers::closeTimeouts,
            changes.events()::close,
            changes.log()::close,
            lease::close);
    for (Runnable part : parts) {
      try {
        part.run();
      } catch (RuntimeException | Error e) {
        // whatever cannot end in order must not keep the others alive
        LOG.warn("a part of the engine did not end in order: {}", e.toString());
      }
    }
  }
}
