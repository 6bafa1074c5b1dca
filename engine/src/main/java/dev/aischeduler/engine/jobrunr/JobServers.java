package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.jobrunr.JobChangeListener;
import dev.aischeduler.db.jobrunr.JobRunrQueue;
import dev.aischeduler.db.jobrunr.QueueCheck;
import dev.aischeduler.db.jobrunr.ResilientStorage;
import dev.aischeduler.db.jobrunr.RunJob;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.node.RunningJob;
import dev.aischeduler.db.signal.Signal;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.attempt.RetryPolicy;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.node.Membership;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jobrunr.storage.JobRunrMetadata;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProvider;

/**
 * The job servers of this node, one for each resource label it offers, and their dispatcher. All of
 * JobRunr that the engine sees is in this package. Thread-safe.
 */
public final class JobServers implements Membership.Crew {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final String CLUSTER = "cluster";

  private final Settings settings;
  private final Attempts attempts;
  private final JobRunrQueue queue;
  private final Reconciler reconciler;
  private final StorageProvider storage;
  private final List<LaneServer> servers = new ArrayList<>();
  private final Dispatcher dispatcher;
  private final Thread dispatcherThread;
  private final Consumer<Signal> tell;

  /**
   * What the job servers work with.
   *
   * @param ready whether jobs of a lane may start now
   * @param tell tells the other nodes
   */
  public record Parts(
      Settings settings,
      Database database,
      JobStore store,
      LaneStore lanes,
      Slots slots,
      LaneRates rates,
      QueueLengths lengths,
      Attempts attempts,
      AttemptRunner runner,
      Predicate<TaskType> ready,
      Consumer<Signal> tell,
      Clock clock) {}

  /**
   * Builds the servers; {@link #start} starts them.
   *
   * @param listener hears of every committed state change made by this process
   */
  public JobServers(Parts parts, JobChangeListener listener) {
    this.settings = parts.settings();
    this.tell = parts.tell();
    this.attempts = parts.attempts();
    RetryPolicy retries =
        new RetryPolicy(settings.lanes(), () -> ThreadLocalRandom.current().nextDouble());
    RetryElection election = new RetryElection(attempts, parts.store(), retries, parts.clock());
    this.queue =
        new JobRunrQueue(
            parts.database(),
            parts.clock(),
            attempts::outcome,
            election,
            (jobs, queued, scheduled) -> {
              listener.changed(jobs, queued, scheduled);
              signal(queued, scheduled);
            });
    this.reconciler = new Reconciler(new QueueCheck(queue), System::nanoTime);
    this.storage = ResilientStorage.wrap(queue.storage(), Clock.systemUTC(), POLL);
    LaneServer.Node node =
        new LaneServer.Node(
            settings.node().name(), storage, new RunJob(parts.runner()::run), attempts, POLL);
    Map<TaskType, LaneServer> byLane = new EnumMap<>(TaskType.class);
    for (String label : settings.node().labels()) {
      List<TaskType> served =
          java.util.Arrays.stream(TaskType.values())
              .filter(t -> t.resource().equals(label))
              .toList();
      if (!served.isEmpty()) {
        int workers = served.stream().mapToInt(parts.slots()::max).sum();
        LaneServer server = LaneServer.create(label, workers, node);
        servers.add(server);
        served.forEach(lane -> byLane.put(lane, server));
      }
    }
    this.dispatcher =
        new Dispatcher(
            byLane,
            queue,
            new LaneQueue(parts.database()),
            parts.lanes(),
            parts.slots(),
            parts.rates(),
            parts.lengths(),
            attempts,
            parts.runner(),
            parts.ready(),
            parts.clock());
    this.dispatcherThread = new Thread(dispatcher, "dispatcher");
    this.dispatcherThread.setDaemon(true);
  }

  /** The queue's changes that no worker makes. */
  public JobRunrQueue queue() {
    return queue;
  }

  /** Keeps JobRunr's table fitting the jobs; the caller runs it now and then. */
  public Reconciler reconciler() {
    return reconciler;
  }

  /** Starts the servers. */
  public void start() {
    prepareCluster();
    servers.forEach(LaneServer::start);
    dispatcherThread.start();
  }

  /** What JobRunr's first server would write at its start, where two servers of one node race. */
  private void prepareCluster() {
    Map.of("id", UUID.randomUUID().toString(), "database_version", "6.0.0")
        .forEach(
            (name, value) -> {
              if (storage.getMetadata(name, CLUSTER) == null) {
                write(new JobRunrMetadata(name, CLUSTER, value));
              }
            });
  }

  /** Another node that starts at this moment may be quicker. */
  private void write(JobRunrMetadata metadata) {
    try {
      storage.saveMetadata(metadata);
    } catch (StorageException e) {
      if (storage.getMetadata(metadata.getName(), metadata.getOwner()) == null) {
        throw e;
      }
    }
  }

  /** Every node looks at every lane soon. */
  public void signal() {
    dispatcher.signal();
    tell.accept(new Signal.LookAround());
  }

  /**
   * Keeps to a pause (true) or its end that is stored already: at once on this node, soon on the
   * others.
   */
  public void pause(TaskType lane, boolean paused) {
    dispatcher.pause(lane, paused);
    tell.accept(new Signal.LookAround());
  }

  private void signal(Set<TaskType> queued, boolean scheduled) {
    if (!queued.isEmpty()) {
      tell.accept(new Signal.Queued(queued));
    }
    if (scheduled) {
      tell.accept(new Signal.LookAround());
    }
    if (scheduled || !queued.isEmpty()) {
      dispatcher.signal(queued, scheduled);
    }
  }

  /** Does what another node tells of lanes and jobs. */
  public void heard(Signal signal) {
    if (signal instanceof Signal.Queued queued) {
      dispatcher.signal(queued.lanes(), false);
    } else if (signal instanceof Signal.Cancelled cancelled) {
      cancelHere(cancelled.job());
    } else {
      dispatcher.signal();
    }
  }

  @Override
  public boolean putRight(RunningJob job, String reason) {
    return queue.orphan(job.id(), job.fencingToken(), reason);
  }

  @Override
  public void abandon(UUID job) {
    // the reason first, so that the attempt ends as lost and not as failed
    attempts.stop(job, Reason.LEASE_LOST);
    servers.forEach(server -> server.abandon(job));
  }

  @Override
  public void forget(String node) {
    storage.getBackgroundJobServers().stream()
        .filter(server -> server.getName().equals(node))
        .forEach(storage::signalBackgroundJobServerStopped);
  }

  @Override
  public void goOn() {
    dispatcher.signal();
  }

  /** Stops the attempt of a cancelled job, wherever it runs. */
  public void cancelled(UUID id) {
    cancelHere(id);
    tell.accept(new Signal.Cancelled(id));
  }

  private void cancelHere(UUID id) {
    servers.forEach(server -> server.abandon(id));
    attempts.stop(id, Reason.CANCELLED);
  }

  /**
   * Starts no further job, lets running ones finish, and puts the rest back in the queue.
   *
   * @return false when an attempt would not stop
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    dispatcher.stop();
    dispatcherThread.join(5000);
    if (attempts.awaitIdle(atMost)) {
      return true;
    }
    attempts.all().forEach(a -> attempts.stop(a.jobId(), Reason.PUT_BACK));
    return attempts.awaitIdle(Duration.ofSeconds(10));
  }

  /** Ends the servers; call {@link #drain} first. */
  public void close() {
    dispatcher.stop();
    servers.forEach(LaneServer::stop);
    storage.close();
  }
}
