package dev.aischeduler.engine;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.node.NodeLease;
import dev.aischeduler.db.node.NodeRegistry;
import dev.aischeduler.db.node.NodeStore;
import dev.aischeduler.db.node.Registration;
import dev.aischeduler.db.signal.Signal;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.node.Membership;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.engine.server.JobServers;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.task.HandlerStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** What makes this process a node that runs jobs: membership and job servers. Thread-safe. */
final class ServerParts {
  private static final Duration PROGRESS = Duration.ofMillis(500);

  private final ScheduledThreadPoolExecutor timeouts = timeouts();
  private final AttemptCounts counts = new AttemptCounts();
  private final Membership membership;
  private final Nodes nodes;
  private final AttemptRunner runner;
  private final JobServers servers;
  private final LaneParts lanes;
  private final ChangeParts changes;

  ServerParts(
      NodeSetup setup,
      Stores stores,
      Handlers handlers,
      ChangeParts changes,
      LaneParts lanes,
      NodeLease lease) {
    Settings settings = setup.settings();
    Database database = setup.database();
    Clock clock = setup.clock();
    this.lanes = lanes;
    this.changes = changes;
    Slots slots = lanes.slots();
    this.membership =
        new Membership(
            lease,
            new NodeRegistry(lease, database.dialect()),
            changes.attempts(),
            stores.queue(),
            changes.publisher(),
            registration(settings, slots),
            clock);
    this.nodes =
        new Nodes(
            new NodeStore(database),
            settings.lanes(),
            membership,
            () -> changes.signals().send(new Signal.NodesChanged()));
    this.runner =
        new AttemptRunner(
            handlers.byType(),
            stores.jobs(),
            setup.artifacts().content(),
            changes.events(),
            counts,
            timeouts,
            setup.traces(),
            settings.node().name(),
            clock);
    this.servers =
        new JobServers(
            new JobServers.Parts(
                settings,
                database,
                stores.queue(),
                stores.jobs(),
                stores.lanes(),
                slots,
                lanes.rates(),
                changes.lanesToScan(),
                lanes.lengths(),
                changes.attempts(),
                runner,
                counts,
                changes.publisher(),
                lane ->
                    membership.startsJobs()
                        && handlers.status(lane).state() == HandlerStatus.State.READY,
                changes.due(),
                clock));
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

  /** Jobs of a lane that may run at once on all nodes. */
  int slots(TaskType lane) {
    int offered = membership.nodes().stream().mapToInt(n -> n.lanes().getOrDefault(lane, 0)).sum();
    int most = lanes.slots().clusterMax(lane);
    return most > 0 ? Math.min(most, offered) : offered;
  }

  Membership membership() {
    return membership;
  }

  Nodes nodes() {
    return nodes;
  }

  JobServers servers() {
    return servers;
  }

  AttemptCounts counts() {
    return counts;
  }

  /** Recovers what an earlier process of this name left running, then takes jobs. */
  void start(Supervisor supervisor) {
    membership.start(supervisor, servers::refreshSoon);
    servers.start(supervisor);
    supervisor.every("progress", PROGRESS, runner::writeProgress);
  }

  /** Handles a signal of another node. */
  void onSignal(Signal signal) {
    boolean missed = signal instanceof Signal.Missed;
    if (missed || signal instanceof Signal.NodesChanged) {
      membership.refreshSoon();
    }
    if (missed || signal instanceof Signal.Refresh) {
      lanes.weights().refresh();
      servers.refreshSoon();
    }
    if (signal instanceof Signal.Queued queued) {
      servers.queued(queued.lanes());
    }
    if (signal instanceof Signal.Cancelled cancelled) {
      changes.cancellations().stopAttempts(cancelled.job());
    }
    changes.events().onSignal(signal);
  }

  /** Ends what only attempts need; call it when none is left. */
  void closeTimeouts() {
    timeouts.shutdownNow();
  }
}
