package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.attempt.AttemptRunner;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.attempt.Ending;
import dev.aischeduler.engine.attempt.RetryPolicy;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.supervision.Loop;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.supervision.Wakeup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The workers and the dispatcher of one node that are dedicated to one resource label. Its thread
 * takes turns: ends of attempts and claims of free slots go to the database in one commit, then the
 * claimed jobs start. A server that fails stops no other.
 */
public final class JobServer {
  private static final long FALLBACK_MS = 1000;

  private final String label;
  private final List<TaskType> lanes;
  private final Parts parts;
  private final Wakeup wakeup = new Wakeup();
  private final LaneGate gate = new LaneGate();
  private final ClaimedJobs claimed;
  private final EndedAttempts ended;
  private final Workers workers;
  private final ClaimPlan plan;
  private volatile boolean claiming = true;

  /** Only the server's thread touches it. */
  private boolean careful;

  private volatile @Nullable Loop loop;

  /**
   * What the job servers of a node share.
   *
   * @param node name of the node
   */
  record Parts(
      String node,
      JobQueue queue,
      JobStore store,
      LaneQueue waiting,
      Slots slots,
      LaneRates rates,
      LanesToScan lanesToScan,
      QueueLengths lengths,
      Attempts attempts,
      AttemptRunner runner,
      AttemptCounts counts,
      RetryPolicy retries,
      ChangePublisher publisher,
      Clock clock) {}

  /**
   * A server that does not work yet.
   *
   * @param lanes of the label, at least one
   * @param startable lanes of the node whose jobs may start now, as seen by a server
   */
  JobServer(
      String label,
      List<TaskType> lanes,
      Parts parts,
      Function<JobServer, List<TaskType>> startable) {
    this.label = label;
    this.lanes = List.copyOf(lanes);
    this.parts = parts;
    Prefetch prefetch = new Prefetch();
    this.claimed = new ClaimedJobs(parts.slots(), parts.lanesToScan());
    this.ended =
        new EndedAttempts(
            parts.attempts(),
            parts.counts(),
            parts.retries(),
            parts.slots(),
            parts.store(),
            parts.publisher());
    this.workers =
        new Workers(
            label, parts.runner(), parts.slots(), prefetch, claimed, this::ended, parts.clock());
    this.plan =
        new ClaimPlan(
            () -> startable.apply(this),
            parts.slots(),
            parts.rates(),
            parts.lanesToScan(),
            claimed,
            prefetch,
            parts.waiting());
    lanes.forEach(lane -> parts.lanesToScan().serve(lane, wakeup));
  }

  List<TaskType> lanes() {
    return lanes;
  }

  void start(Supervisor supervisor) {
    loop = supervisor.loop("dispatcher-" + label, wakeup, this::turn);
  }

  /** True while its thread turns without a fault of ours. */
  boolean isWorking() {
    Loop now = loop;
    return now != null && now.failingFor() == 0;
  }

  /** Which of its lanes are paused. */
  LaneGate gate() {
    return gate;
  }

  /** How it does. */
  public JobServerHealth health() {
    Loop now = loop;
    String trouble = now == null ? "not started" : now.trouble();
    if (trouble == null) {
      return new JobServerHealth(label, JobServerHealth.State.WORKING, "");
    }
    JobServerHealth.State state =
        isWorking() ? JobServerHealth.State.WAITING_FOR_DATABASE : JobServerHealth.State.FAILING;
    return new JobServerHealth(label, state, trouble);
  }

  private void ended(Ended attempt) {
    ended.add(attempt);
    if (parts.slots().takeShortage()) {
      parts.lanesToScan().wakeAll();
    }
    wakeup.signal();
  }

  /** Commits what ended, claims what may start, starts it. */
  private long turn() throws Exception {
    boolean again = careful ? carefulTurn() : endAndClaim(ended.take(), lanes);
    workers.startClaimed();
    return again || !ended.isEmpty() ? 0 : parts.rates().waitMs(FALLBACK_MS);
  }

  /** After an error that is no outage: each end and each lane in a commit of its own. */
  private boolean carefulTurn() throws Exception {
    careful = false;
    @Nullable Throwable trouble = null;
    boolean again = false;
    List<Callable<Boolean>> steps = new ArrayList<>();
    ended.takeAlone().forEach(due -> steps.add(() -> commit(due, List.of())));
    steps.add(() -> endAndClaim(ended.take(), List.of()));
    lanes.forEach(lane -> steps.add(() -> endAndClaim(List.of(), List.of(lane))));
    for (Callable<Boolean> step : steps) {
      try {
        again |= step.call();
      } catch (RuntimeException | Error e) {
        trouble = e;
      }
    }
    if (trouble != null) {
      // what was claimed starts all the same
      workers.startClaimed();
    }
    if (trouble instanceof Error error) {
      throw error;
    }
    if (trouble instanceof Exception exception) {
      throw exception;
    }
    return again;
  }

  private boolean endAndClaim(List<EndedAttempts.Due> due, List<TaskType> from) {
    if (!claiming || from.isEmpty()) {
      return commit(due, List.of());
    }
    Attempts.Claiming open = parts.attempts().claiming();
    gate.starting().lock();
    try {
      return commit(due, plans(due, from));
    } finally {
      gate.starting().unlock();
      open.close();
    }
  }

  private List<ClaimPlan.Planned> plans(List<EndedAttempts.Due> due, List<TaskType> from) {
    try {
      return plan.make(from);
    } catch (RuntimeException | Error e) {
      failed(due, e);
      throw e;
    }
  }

  private void failed(List<EndedAttempts.Due> due, Throwable error) {
    careful |= !Outage.causedBy(error);
    ended.failed(due, error);
  }

  private boolean commit(List<EndedAttempts.Due> due, List<ClaimPlan.Planned> planned) {
    if (due.isEmpty() && planned.isEmpty()) {
      return false;
    }
    JobQueue.Turn turn;
    try {
      turn =
          parts
              .queue()
              .turn(
                  due.stream().map(EndedAttempts.Due::finish).toList(),
                  planned.stream().map(ClaimPlan.Planned::claim).toList(),
                  parts.node(),
                  parts.clock().instant());
    } catch (RuntimeException | Error e) {
      failed(due, e);
      planned.forEach(plan::cancel);
      throw e;
    }
    ended.settle(due, turn.ended());
    boolean full = false;
    for (int i = 0; i < planned.size(); i++) {
      full |= take(planned.get(i), turn.claimed().get(i));
    }
    return full;
  }

  /** Starts what a claim got; true when the lane may have more for slots that are free. */
  private boolean take(ClaimPlan.Planned planned, Claim.Claimed got) {
    TaskType lane = planned.claim().lane();
    List<Job> jobs = got.jobs();
    List<Attempt> attempts = jobs.stream().map(parts.runner()::attempt).toList();
    attempts.forEach(parts.attempts()::add);
    // before they start: their events must not overtake that of their start
    parts.publisher().started(jobs.stream().map(Job::id).toList());
    attempts.forEach(claimed::add);
    // the reserved slots go to the first of all that were claimed, now or ahead
    int used = 0;
    Attempt first = used < planned.reserved() ? claimed.takeFirst(lane) : null;
    while (first != null) {
      used++;
      workers.start(first);
      first = used < planned.reserved() ? claimed.takeFirst(lane) : null;
    }
    parts.lengths().add(lane, -jobs.size());
    plan.made(planned, used, jobs.size(), got.heldBack());
    return jobs.size() == planned.claim().limit() && parts.slots().freeInLane(lane) > 0;
  }

  /** True when a new job of the lane may be stored as running: a slot is reserved for it then. */
  boolean reserve(TaskType lane) {
    return claiming
        && isWorking()
        && claimed.waiting(lane) == 0
        && parts.slots().reserve(lane, 1) == 1;
  }

  /** Starts a job that was stored as running in a reserved slot. */
  void start(Job running) {
    Attempt attempt = parts.runner().attempt(running);
    parts.attempts().add(attempt);
    workers.start(attempt);
  }

  /** Starts no further job; what was claimed ahead goes back to the queue. */
  void stopStarting() {
    claiming = false;
    gate.closeAll();
    for (Attempt attempt : claimed.takeAll()) {
      parts.slots().unstarted();
      ended.add(
          new Ended(
              attempt,
              new Ending.PutBack(Optional.empty(), "the node shuts down"),
              parts.clock().instant(),
              0,
              false));
    }
    wakeup.signal();
  }

  void close(Duration atMost) {
    workers.close(atMost);
    Loop now = loop;
    if (now != null) {
      now.close();
    }
  }
}
