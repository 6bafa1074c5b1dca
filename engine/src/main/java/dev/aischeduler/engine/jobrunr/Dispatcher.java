package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.jobrunr.JobRunrQueue;
import dev.aischeduler.db.jobrunr.LaneRequest;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.lane.Slots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node that starts jobs: wakes on a signal, when a scheduled job is due, or as
 * a fallback every second.
 *
 * <p>Invariants: a lane's jobs start in sort_key order; while the node has a slot for every free
 * slot of its lanes, each lane fills its own; when node slots are scarce they go to the lane whose
 * first job has the smallest sort_key; lanes of tiny jobs claim some ahead ({@link Prefetch}). A
 * signal is never lost: it is a permit that the thread takes before it looks. Once a pause has
 * returned, no job of its lane is claimed.
 */
final class Dispatcher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final long FALLBACK_MS = 1000;
  private static final long NOT_READY_MS = 20;
  private static final int PROMOTE_BATCH = 200;

  private final Map<TaskType, LaneServer> servers;
  private final JobRunrQueue queue;
  private final LaneQueue waiting;
  private final LaneStore lanes;
  private final Slots slots;
  private final LaneRates rates;
  private final StartQueue startQueue;
  private final Prefetch prefetch = new Prefetch();
  private final QueueLengths lengths;
  private final Attempts attempts;
  private final AttemptRunner runner;
  private final Predicate<TaskType> ready;
  private final Clock clock;
  private final Semaphore signals = new Semaphore(0);
  private final Set<TaskType> stirred = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile boolean rescheduled = true;
  private volatile boolean lookAround = true;

  /** Held while jobs are claimed, and while it is decided which lanes may claim. */
  private final ReentrantLock claiming = new ReentrantLock();

  private volatile Set<TaskType> paused = Set.of();
  private @Nullable Instant nextDue;
  private long lastLook;
  private boolean troubled;

  /**
   * A dispatcher.
   *
   * @param servers the server of each lane that this node serves
   * @param ready whether a lane's model can run jobs now
   */
  Dispatcher(
      Map<TaskType, LaneServer> servers,
      JobRunrQueue queue,
      LaneQueue waiting,
      LaneStore lanes,
      Slots slots,
      LaneRates rates,
      QueueLengths lengths,
      Attempts attempts,
      AttemptRunner runner,
      Predicate<TaskType> ready,
      Clock clock) {
    this.servers = servers;
    this.queue = queue;
    this.waiting = waiting;
    this.lanes = lanes;
    this.slots = slots;
    this.rates = rates;
    this.startQueue = new StartQueue(slots);
    this.lengths = lengths;
    this.attempts = attempts;
    this.runner = runner;
    this.ready = ready;
    this.clock = clock;
  }

  /** Looks at every lane soon; any thread, any time. */
  void signal() {
    lookAround = true;
    signals.release();
  }

  /** Looks at these lanes, and at the timer if a job was scheduled, soon; any thread, any time. */
  void signal(Set<TaskType> queued, boolean scheduled) {
    stirred.addAll(queued);
    rescheduled |= scheduled;
    signals.release();
  }

  /**
   * Claims no job of a lane any more (true), or claims them again; the lane's row says so already.
   * A claim under way is over when this returns.
   */
  void pause(TaskType lane, boolean pause) {
    claiming.lock();
    try {
      Set<TaskType> now = EnumSet.noneOf(TaskType.class);
      now.addAll(paused);
      if (pause) {
        now.add(lane);
      } else {
        now.remove(lane);
      }
      paused = now;
    } finally {
      claiming.unlock();
    }
    signal();
  }

  /** A slot came free: claimed jobs go on, and lanes that had more than fitted. */
  private void slotFreed() {
    startQueue.startWaiting();
    signals.release();
  }

  /** Starts no further job. */
  void stop() {
    stopped = true;
    signal();
  }

  @Override
  public void run() {
    long wait = 0;
    while (!stopped) {
      try {
        if (signals.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
          signals.drainPermits();
        }
        wait = stopped ? 0 : round();
        troubled = false;
      } catch (InterruptedException e) {
        LOG.warn("dispatcher interrupted; it ends");
        return;
      } catch (RuntimeException e) {
        if (!troubled) {
          LOG.warn("jobs cannot be started now: {}", e.toString());
        }
        troubled = true;
        wait = FALLBACK_MS;
      }
    }
  }

  /** Promotes, claims and starts all that can be; returns the milliseconds to wait for a signal. */
  private long round() {
    if (!servers.values().stream().allMatch(LaneServer::isReady)) {
      return NOT_READY_MS;
    }
    lookAround();
    promote();
    boolean more = true;
    while (more && !stopped) {
      // first: of a slot that comes free later, not every lane would know
      int free = slots.freeOnNode();
      List<TaskType> open = openLanes();
      int wanted = open.stream().mapToInt(slots::freeInLane).sum();
      more = wanted <= free ? fillEach(open) : free > 0 && fillOne(open);
    }
    return waitMs();
  }

  /** Reads what other processes may have changed: now and then, and when asked to. */
  private void lookAround() {
    long now = System.nanoTime();
    boolean due = now - lastLook > TimeUnit.MILLISECONDS.toNanos(FALLBACK_MS);
    if (!due && !lookAround && lastLook != 0) {
      return;
    }
    lookAround = false;
    rescheduled = true;
    readPaused();
    stirred.addAll(servers.keySet());
    if (due || lastLook == 0) {
      lastLook = now;
    }
  }

  /** Under the lock, so that what was read before a pause does not undo it. */
  private void readPaused() {
    claiming.lock();
    try {
      paused = lanes.paused();
    } finally {
      claiming.unlock();
    }
  }

  private void promote() {
    if (rescheduled) {
      rescheduled = false;
      nextDue = waiting.nextRunAt().orElse(null);
    }
    while (nextDue != null && !nextDue.isAfter(clock.instant())) {
      int promoted = queue.promote(clock.instant(), PROMOTE_BATCH);
      nextDue = waiting.nextRunAt().orElse(null);
      if (promoted == 0) {
        return;
      }
    }
  }

  /** Lanes that may have a job to start and a slot for it. */
  private List<TaskType> openLanes() {
    return servers.keySet().stream()
        .filter(
            lane ->
                stirred.contains(lane)
                    && !paused.contains(lane)
                    && rates.isOpen(lane)
                    && room(lane) > 0
                    && ready.test(lane))
        .toList();
  }

  /**
   * Jobs of the lane to claim now: what free slots take, and what may wait for one; nothing while
   * half of the latter still waits, so that a claim is worth its transaction.
   */
  private int room(TaskType lane) {
    int waiting = startQueue.waiting(lane);
    int most = prefetch.allowance(lane, slots.max(lane));
    if (waiting > most / 2) {
      return 0;
    }
    return Math.max(0, slots.freeInLane(lane) + most - waiting);
  }

  /** Every lane has a node slot for each of its own: they do not compete. */
  private boolean fillEach(List<TaskType> open) {
    for (TaskType lane : open) {
      claim(lane, room(lane));
    }
    return false;
  }

  /** Node slots are scarce: the next goes to the smallest sort_key of all lanes. */
  private boolean fillOne(List<TaskType> open) {
    record Head(TaskType lane, long sortKey) {}
    List<Head> heads = new ArrayList<>();
    for (TaskType lane : open) {
      waiting.headSortKey(lane).ifPresent(key -> heads.add(new Head(lane, key)));
    }
    Optional<Head> first = heads.stream().min(Comparator.comparingLong(Head::sortKey));
    if (first.isEmpty()) {
      open.forEach(stirred::remove);
      return false;
    }
    TaskType lane = first.get().lane();
    return claim(lane, 1) > 0 || !rates.isOpen(lane);
  }

  private int claim(TaskType lane, int limit) {
    claiming.lock();
    try {
      return paused.contains(lane) ? 0 : claimNow(lane, limit);
    } finally {
      claiming.unlock();
    }
  }

  private int claimNow(TaskType lane, int limit) {
    // cleared before looking: a signal that comes meanwhile is not lost
    stirred.remove(lane);
    int permits = rates.permits(lane, limit);
    if (permits == 0) {
      stirred.add(lane);
      return 0;
    }
    LaneServer server = servers.get(lane);
    LaneRequest request = new LaneRequest(lane, permits, slots.clusterMax(lane));
    List<org.jobrunr.jobs.Job> jobs = server.getStorageProvider().getJobsToProcess(server, request);
    Map<UUID, Job> rows =
        request.claimed().stream().collect(Collectors.toMap(Job::id, Function.identity()));
    for (org.jobrunr.jobs.Job job : jobs) {
      take(server, job, rows.get(job.getId()));
    }
    lengths.add(lane, -jobs.size());
    rates.giveBack(lane, permits - jobs.size());
    if (jobs.size() == permits || request.heldBack()) {
      stirred.add(lane);
    }
    return jobs.size();
  }

  private void take(LaneServer server, org.jobrunr.jobs.Job job, Job row) {
    AtomicLong began = new AtomicLong();
    Attempt attempt =
        runner.claimed(
            row,
            () -> {
              prefetch.took(row.type(), System.nanoTime() - began.get());
              slots.ending(row.type());
              slotFreed();
            });
    Runnable afterwards =
        () -> {
          attempt.handlerEnded();
          attempts.remove(attempt);
          slots.ended();
          slotFreed();
        };
    startQueue.start(
        new StartQueue.Claimed(
            row.type(),
            row.sortKey(),
            () -> {
              began.set(System.nanoTime());
              start(server, job, afterwards);
            }));
  }

  private static void start(LaneServer server, org.jobrunr.jobs.Job job, Runnable afterwards) {
    try {
      server.start(job, afterwards);
    } catch (RuntimeException e) {
      LOG.error("job {} was claimed but cannot start; it is recovered", job.getId(), e);
      afterwards.run();
    }
  }

  private long waitMs() {
    long wait = rates.waitMs(FALLBACK_MS);
    if (nextDue == null) {
      return wait;
    }
    long until = Duration.between(clock.instant(), nextDue).toMillis() + 1;
    return Math.max(1, Math.min(wait, until));
  }
}
