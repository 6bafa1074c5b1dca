package dev.aischeduler.engine.server;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.attempt.RetryPolicy;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.supervision.Wakeup;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** The job servers of this node, one for each resource label that it offers. Thread-safe. */
public final class JobServers {
  private static final long REFRESH_MS = 1000;

  private final List<JobServer> servers = new ArrayList<>();
  private final Map<TaskType, JobServer> byLane = new LinkedHashMap<>();
  private final Parts parts;
  private final JobServer.Parts shared;
  private final DueJobs dueJobs;
  private final Wakeup refreshes = new Wakeup();

  /**
   * What the job servers work with.
   *
   * @param ready whether jobs of a lane may start now
   * @param due wakes who queues scheduled jobs
   */
  public record Parts(
      Settings settings,
      Database database,
      JobQueue queue,
      JobStore store,
      LaneStore lanes,
      Slots slots,
      LaneRates rates,
      LanesToScan lanesToScan,
      QueueLengths lengths,
      Attempts attempts,
      AttemptRunner runner,
      AttemptCounts counts,
      ChangePublisher publisher,
      Predicate<TaskType> ready,
      Wakeup due,
      Clock clock) {}

  /** Builds the servers; {@link #start} starts them. */
  public JobServers(Parts parts) {
    this.parts = parts;
    Settings settings = parts.settings();
    LaneQueue waiting = new LaneQueue(parts.database());
    this.shared =
        new JobServer.Parts(
            settings.node().name(),
            parts.queue(),
            parts.store(),
            waiting,
            parts.slots(),
            parts.rates(),
            parts.lanesToScan(),
            parts.lengths(),
            parts.attempts(),
            parts.runner(),
            parts.counts(),
            new RetryPolicy(settings.lanes(), () -> ThreadLocalRandom.current().nextDouble()),
            parts.publisher(),
            parts.clock());
    this.dueJobs = new DueJobs(waiting, parts.queue(), parts.publisher(), parts.clock());
    for (String label : settings.node().labels()) {
      List<TaskType> lanes = settings.lanes().asking(label);
      if (!lanes.isEmpty()) {
        JobServer server = new JobServer(label, lanes, shared, this::startable);
        servers.add(server);
        lanes.forEach(lane -> byLane.put(lane, server));
      }
    }
  }

  /**
   * Starts the servers, the timer of scheduled jobs, and the refresh of what other nodes changed.
   */
  public void start(Supervisor supervisor) {
    refreshPauses();
    parts.lanesToScan().add(byLane.keySet());
    supervisor.loop("due-jobs", parts.due(), dueJobs::turn);
    servers.forEach(server -> server.start(supervisor));
    supervisor.loop("lane-refresh", refreshes, this::refresh);
  }

  /** How the servers of this node do. */
  public List<JobServerHealth> health() {
    return servers.stream().map(JobServer::health).toList();
  }

  private void refreshPauses() {
    servers.forEach(server -> server.gate().refresh(parts.lanes()::paused));
  }

  private long refresh() {
    refreshPauses();
    parts.lanesToScan().add(byLane.keySet());
    parts.due().signal();
    return REFRESH_MS;
  }

  /** Another node stored jobs of these lanes. */
  public void queued(Set<TaskType> lanes) {
    parts.lanesToScan().add(lanes);
  }

  /** Reads soon what other nodes may have changed; any thread, any time. */
  public void refreshSoon() {
    refreshes.signal();
  }

  /** A server that fails leaves the node's slots to the others. */
  private List<TaskType> startable(JobServer asking) {
    return byLane.entrySet().stream()
        .filter(entry -> entry.getValue() == asking || entry.getValue().isWorking())
        .filter(entry -> entry.getValue().gate().isOpen(entry.getKey()))
        .map(Map.Entry::getKey)
        .filter(lane -> parts.ready().test(lane))
        .toList();
  }

  /** Keeps to a pause (true) or its end, which is stored already. */
  public void pause(TaskType lane, boolean paused) {
    JobServer server = byLane.get(lane);
    if (server != null) {
      server.gate().pause(lane, paused);
    }
    parts.lanesToScan().add(List.of(lane));
  }

  /**
   * Stores a new job and announces it; started in the same commit if this node has a slot for it,
   * its lane is empty and no pause, limit, rate or share is in its way.
   *
   * @return the job as it was stored
   * @throws dev.aischeduler.db.job.KeyTakenException when one of its keys is taken
   */
  public Job store(Job job) {
    JobServer server = byLane.get(job.type());
    if (server == null || !mayStartDirectly(job)) {
      return storeWaiting(job);
    }
    Attempts.Claiming open = parts.attempts().claiming();
    server.gate().starting().lock();
    try {
      return storeStarted(server, job);
    } finally {
      server.gate().starting().unlock();
      open.close();
    }
  }

  private Job storeWaiting(Job job) {
    parts.queue().insert(List.of(job));
    parts.publisher().created(List.of(job));
    return job;
  }

  private boolean mayStartDirectly(Job job) {
    TaskType lane = job.type();
    return job.status() == JobStatus.QUEUED
        && job.share() == null
        && parts.slots().clusterMax(lane) == 0
        && parts.rates().secondsPerStart(lane) == 0
        && !parts.lanesToScan().isToScan(lane)
        && parts.ready().test(lane);
  }

  private Job storeStarted(JobServer server, Job job) {
    TaskType lane = job.type();
    if (!server.gate().isOpen(lane) || isScarce(lane) || !server.reserve(lane)) {
      return storeWaiting(job);
    }
    boolean started = false;
    try {
      Job stored = parts.queue().insertAndStart(job, shared.node(), parts.clock().instant());
      parts.publisher().created(List.of(stored));
      if (stored.status() == JobStatus.RUNNING) {
        started = true;
        parts.lengths().add(lane, -1);
        server.start(stored);
      }
      return stored;
    } finally {
      if (!started) {
        parts.slots().release(lane, 1);
      }
    }
  }

  /** The node's free slots may all belong to jobs that wait in its other lanes. */
  private boolean isScarce(TaskType lane) {
    int wanted =
        byLane.keySet().stream()
            .filter(other -> !other.equals(lane) && parts.lanesToScan().isToScan(other))
            .mapToInt(parts.slots()::freeInLane)
            .sum();
    return parts.slots().freeOnNode() <= wanted;
  }

  /**
   * Starts no further job, lets running ones finish, and puts the rest back in the queue.
   *
   * @return false when an attempt would not stop
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    servers.forEach(JobServer::stopStarting);
    if (parts.attempts().awaitIdle(atMost)) {
      return true;
    }
    parts.attempts().all().forEach(attempt -> attempt.stop(Reason.PUT_BACK));
    return parts.attempts().awaitIdle(Duration.ofSeconds(10));
  }

  /** Ends the servers; call {@link #drain} first. */
  public void close() {
    servers.forEach(JobServer::stopStarting);
    servers.forEach(server -> server.close(Duration.ofSeconds(1)));
  }
}
