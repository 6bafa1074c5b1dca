package dev.aischeduler.engine;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.job.JobSearch;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.job.QueueCounts;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.node.NodeLease;
import dev.aischeduler.db.node.NodeRegistry;
import dev.aischeduler.db.node.NodeStore;
import dev.aischeduler.db.node.Registration;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.run.RunTimes;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.signal.Signal;
import dev.aischeduler.db.signal.Signals;
import dev.aischeduler.db.tenant.TenantStore;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.db.workflow.WorkflowStepStore;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.batch.BatchTurns;
import dev.aischeduler.engine.bulk.BulkActionTask;
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
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.event.Relay;
import dev.aischeduler.engine.lane.LaneCounts;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.LaneWeights;
import dev.aischeduler.engine.lane.Lanes;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.node.Membership;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.engine.retention.Retention;
import dev.aischeduler.engine.run.RunKind;
import dev.aischeduler.engine.run.RunTurns;
import dev.aischeduler.engine.run.RunWakeups;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.schedule.ScheduleService;
import dev.aischeduler.engine.schedule.Schedules;
import dev.aischeduler.engine.server.Cancellations;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.server.JobServers;
import dev.aischeduler.engine.server.LanesToScan;
import dev.aischeduler.engine.submission.SortKeys;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.supervision.Wakeup;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.webhook.WebhookParts;
import dev.aischeduler.engine.webhook.Webhooks;
import dev.aischeduler.engine.workflow.ScheduledWorkflows;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.engine.workflow.step.StepAction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running scheduler of one node: wires its parts, starts, drains and ends them. Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private static final Duration TENANTS = Duration.ofSeconds(1);
  private static final Duration RELAY = Duration.ofSeconds(5);
  private static final Duration COUNT = Duration.ofSeconds(1);
  private static final Duration WEIGHTS = Duration.ofSeconds(10);
  private static final Duration PROGRESS = Duration.ofMillis(500);
  private static final Duration RETENTION = Duration.ofHours(1);

  private final Map<TaskType, TaskHandler<?>> handlers;
  private final Supervisor supervisor;
  private final JobServers servers;
  private final JobEvents events;
  private final ScheduledThreadPoolExecutor timeouts = timeouts();
  private final NodeLease lease;
  private final Membership membership;
  private final Nodes nodes;
  private final Signals signals;
  private final Cancellations cancellations;
  private final JobService jobs;
  private final LaneWeights weights;
  private final AttemptCounts counts = new AttemptCounts();
  private final Runnable startLoops;
  private final SystemJobs system;
  private final RunWakeups wakeups;
  private final Runs runs;
  private final BatchTurns batch;
  private final BulkRuns bulkRuns;
  private final BulkResults bulkResults;
  private final BulkSummary.Maker bulkSummaries;
  private final Workflows workflows;
  private final ScheduleService schedules;
  private final Webhooks webhooks;

  private Engine(
      Settings settings,
      Database database,
      ArtifactStore artifacts,
      List<TaskHandler<?>> handlers,
      Devices devices,
      List<SystemTask> systemTasks,
      List<StepAction> actions,
      WebhookParts webhookParts,
      NodeLease lease,
      Consumer<String> lost,
      Clock clock) {
    this.handlers = byType(handlers);
    this.lease = lease;
    JobStore store = new JobStore(database);
    JobQueue queue = new JobQueue(database);
    LaneQueue waiting = new LaneQueue(database);
    LaneStore laneStore = new LaneStore(database);
    laneStore.makeRows(settings.lanes().types(), clock.instant());
    List<TaskType> stored = stored(settings, laneStore);
    Slots slots = new Slots(settings);
    LaneRates rates = new LaneRates(settings.lanes(), laneStore, clock);
    this.weights = new LaneWeights(settings.resources().gpuAllocation(), laneStore, devices, clock);
    weights.refresh();
    QueueLengths lengths = new QueueLengths();
    Attempts attempts = new Attempts();
    this.signals = Signals.of(database);
    Relay relay = new Relay(settings.node().name(), signals::send);
    this.events = new JobEvents(store, relay);
    LanesToScan lanesToScan = new LanesToScan();
    Wakeup due = new Wakeup();
    RunStore runStore = new RunStore(database);
    this.wakeups = new RunWakeups(runStore, this::system, clock);
    this.webhooks =
        new Webhooks(settings, database, webhookParts, id -> jobs().find(id), this::system, clock);
    ChangePublisher publisher =
        new ChangePublisher(
            events, lanesToScan, due, this::jobsEnded, webhooks.wakeup()::signal, signals::send);
    this.cancellations = new Cancellations(attempts, publisher, signals::send);
    this.membership =
        new Membership(
            lease,
            new NodeRegistry(lease, database.dialect()),
            attempts,
            queue,
            publisher,
            registration(settings, slots),
            clock);
    this.nodes =
        new Nodes(
            new NodeStore(database),
            settings.lanes(),
            membership,
            () -> signals.send(new Signal.NodesChanged()));
    AttemptRunner runner =
        new AttemptRunner(
            this.handlers, store, artifacts.content(), events, counts, timeouts, clock);
    this.servers =
        new JobServers(
            new JobServers.Parts(
                settings,
                database,
                queue,
                store,
                laneStore,
                slots,
                rates,
                lanesToScan,
                lengths,
                attempts,
                runner,
                counts,
                publisher,
                lane ->
                    membership.startsJobs() && status(lane).state() == HandlerStatus.State.READY,
                due,
                clock));
    LaneCounts laneCounts =
        new LaneCounts(new QueueCounts(database, settings.lanes().types()), lengths);
    Lanes lanes =
        new Lanes(
            settings,
            waiting,
            laneStore,
            slots,
            rates,
            weights,
            laneCounts,
            this::status,
            membership::nodes,
            clock);
    JobSearch search = new JobSearch(database, stored);
    BulkActionTask bulk =
        new BulkActionTask(settings, search, queue, cancellations, publisher, clock);
    this.batch = new BatchTurns(database, clock);
    Retention retention =
        new Retention(
            settings,
            stored,
            new JobRemoval(database),
            runStore,
            batch::forget,
            new ScheduleRunStore(database),
            artifacts,
            new DeliveryStore(database),
            clock);
    Tenants tenants = new Tenants(new TenantStore(database), clock);
    Submissions submissions =
        Submissions.of(
            settings,
            this.handlers,
            stored,
            database,
            store,
            queue,
            servers,
            publisher,
            lengths,
            tenants,
            new SortKeys(clock, settings.priority().agingSeconds()),
            webhooks.callbacks(),
            clock);
    this.runs = new Runs(runStore, queue, cancellations, wakeups, clock);
    RowTypes rowTypes = new RowTypes(handlers);
    ManifestStore manifests = new ManifestStore(artifacts, clock, ManifestLimits.usual());
    LanePace pace = new LanePace(waiting, lane -> slots(lane, slots));
    BulkRunKind bulkKind =
        new BulkRunKind(
            runStore,
            manifests,
            rowTypes,
            submissions,
            new ItemRetry(runStore, store, queue, publisher, settings.lanes(), clock),
            batch,
            pace,
            runs::cancelJobs,
            clock);
    this.bulkResults = new BulkResults(new ResultRows(runStore, store, artifacts));
    this.bulkSummaries = new BulkSummary.Maker(new RunTimes(database), clock);
    this.bulkRuns =
        new BulkRuns(
            runs,
            runStore,
            manifests,
            rowTypes,
            tenants,
            pace,
            webhooks.callbacks(),
            wakeups::lookSoon,
            clock);
    this.workflows =
        new Workflows(
            new Workflows.Parts(
                settings,
                this.handlers,
                actions,
                runs,
                runStore,
                new WorkflowStepStore(database),
                store,
                queue,
                artifacts,
                submissions,
                tenants,
                publisher,
                batch,
                webhooks.callbacks(),
                clock));
    List<RunKind> kinds = List.of(bulkKind, workflows.kind());
    this.schedules =
        new ScheduleService(
            database,
            settings.node().name(),
            submissions,
            store,
            queue,
            cancellations,
            runs,
            List.of(
                new ScheduledBulkRuns(bulkRuns, Path.of(settings.artifacts().manifests())),
                new ScheduledWorkflows(workflows)),
            clock,
            Clock.systemUTC());
    RunTurns turns = new RunTurns(runStore, kinds, wakeups, clock);
    List<SystemTask> tasks = new ArrayList<>(systemTasks);
    tasks.addAll(List.of(bulk, retention, turns, webhooks.task()));
    this.system = new SystemJobs(database, settings.node().name(), tasks, Clock.systemUTC());
    this.jobs =
        new JobService(
            settings,
            store,
            artifacts,
            queue,
            servers,
            publisher,
            cancellations,
            events,
            lanes,
            tenants,
            submissions,
            search,
            membership::recoveries,
            bulk,
            system,
            clock);
    this.supervisor = new Supervisor(lost);
    this.startLoops =
        () -> {
          supervisor.every("lane-counts", COUNT, laneCounts);
          supervisor.every("lane-weights", WEIGHTS, weights::refresh);
          supervisor.every("tenants", TENANTS, tenants::refresh);
          supervisor.loop("runs", wakeups.wakeup(), wakeups::look);
          supervisor.loop("webhooks", webhooks.wakeup(), webhooks::look);
          schedules.start(supervisor);
          supervisor.every("event-catch-up", COUNT, events::catchUp);
          supervisor.every("event-relay", RELAY, relay);
          supervisor.every("progress", PROGRESS, runner::writeProgress);
        };
    system.every(RETENTION, Duration.ofMinutes(1), Retention.KIND, "{}");
  }

  /** Jobs of a lane that may run at once on all nodes. */
  private int slots(TaskType lane, Slots own) {
    int offered = membership.nodes().stream().mapToInt(n -> n.lanes().getOrDefault(lane, 0)).sum();
    int most = own.clusterMax(lane);
    return most > 0 ? Math.min(most, offered) : offered;
  }

  private void jobsEnded() {
    wakeups.jobsEnded();
    schedules.jobsEnded();
  }

  private static Map<TaskType, TaskHandler<?>> byType(List<TaskHandler<?>> handlers) {
    Map<TaskType, TaskHandler<?>> map = new LinkedHashMap<>();
    handlers.forEach(handler -> map.put(handler.type(), handler));
    return map;
  }

  /** The lanes that may have jobs: the known ones first, then those of types that are gone. */
  private static List<TaskType> stored(Settings settings, LaneStore store) {
    Set<TaskType> lanes = new LinkedHashSet<>(settings.lanes().types());
    lanes.addAll(store.all());
    return List.copyOf(lanes);
  }

  private static ScheduledThreadPoolExecutor timeouts() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "attempt-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static Registration registration(Settings settings, Slots slots) {
    return new Registration(
        settings.node().name(),
        UUID.randomUUID(),
        settings.node().labels(),
        "unknown",
        Machine.here().hostName(),
        ProcessHandle.current().pid(),
        null,
        settings.resources().maxConcurrentTasks(),
        served(settings, slots));
  }

  /** The lanes that this node runs with their slots, in the order of the labels. */
  private static Map<TaskType, Integer> served(Settings settings, Slots slots) {
    Map<TaskType, Integer> served = new LinkedHashMap<>();
    settings.servedLanes().forEach(lane -> served.put(lane, slots.max(lane)));
    return served;
  }

  /** Handles a signal of another node. */
  private void onSignal(Signal signal) {
    boolean missed = signal instanceof Signal.Missed;
    if (missed || signal instanceof Signal.NodesChanged) {
      membership.refreshSoon();
    }
    if (missed || signal instanceof Signal.Refresh) {
      weights.refresh();
      servers.refreshSoon();
    }
    if (signal instanceof Signal.Queued queued) {
      servers.queued(queued.lanes());
    }
    if (signal instanceof Signal.Cancelled cancelled) {
      cancellations.stopAttempts(cancelled.job());
    }
    events.onSignal(signal);
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
        lost,
        clock);
  }

  /**
   * The same with further kinds of system jobs and of steps.
   *
   * @param systemTasks one for each kind, besides the engine's own
   * @param actions one for each kind of step that is no job, besides the engine's own
   * @param webhooks reports ends of jobs and runs
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
      Consumer<String> lost,
      Clock clock) {
    NodeLease lease = NodeLease.acquire(database, settings.node().name());
    Engine engine = null;
    try {
      engine =
          new Engine(
              settings,
              database,
              artifacts,
              handlers,
              devices,
              systemTasks,
              actions,
              webhooks,
              lease,
              lost,
              clock);
      engine.membership.start(engine.supervisor, engine.servers::refreshSoon);
      engine.servers.start(engine.supervisor);
      engine.startLoops.run();
      engine.signals.start(engine::onSignal);
      engine.system.start();
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
    try {
      batch.prepare();
    } catch (RuntimeException e) {
      LOG.debug("the first run loads Spring Batch: {}", e.toString());
    }
  }

  /** Jobs that belong together. */
  public Runs runs() {
    return runs;
  }

  /** Jobs of one manifest each. */
  public BulkRuns bulkRuns() {
    return bulkRuns;
  }

  /** What bulk runs made. */
  public BulkResults bulkResults() {
    return bulkResults;
  }

  /** How bulk runs do. */
  public BulkSummary.Maker bulkSummaries() {
    return bulkSummaries;
  }

  /** Jobs that need one another's results. */
  public Workflows workflows() {
    return workflows;
  }

  /** What starts jobs and runs at times. */
  public Schedules schedules() {
    return schedules.schedules();
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
    return membership.startsJobs();
  }

  /** The nodes that share the database, this one among them. */
  public Nodes nodes() {
    return nodes;
  }

  /** How the parts of this node do. */
  public NodeHealth health() {
    return new NodeHealth(servers::health, supervisor::problems);
  }

  /** How the attempts of this node ended since its start. */
  public AttemptCounts attemptCounts() {
    return counts;
  }

  /** Health of a task type on this node. */
  public HandlerStatus status(TaskType type) {
    TaskHandler<?> handler = handlers.get(type);
    if (handler == null) {
      return failed("not served by this node");
    }
    try {
      return handler.status();
    } catch (RuntimeException | LinkageError e) {
      // one type's fault must not reach the jobs of others
      return failed("its handler cannot report its state: " + e);
    }
  }

  private static HandlerStatus failed(String why) {
    return new HandlerStatus(HandlerStatus.State.FAILED, why, Map.of());
  }

  /**
   * Starts no further job, lets running ones finish for this long, and puts the rest back in the
   * queue without costing them an attempt.
   *
   * @return false when an attempt would not stop; it is recovered at the next start
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    membership.leaving();
    return servers.drain(atMost);
  }

  /** Ends the node; call {@link #drain} first, or running jobs are recovered at the next start. */
  @Override
  public void close() {
    List<Runnable> parts =
        List.of(
            schedules::close,
            system::close,
            servers::close,
            signals::close,
            membership::close,
            supervisor::close,
            timeouts::shutdownNow,
            events::close,
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
