package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.Finish;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.attempt.Ending;
import dev.aischeduler.engine.attempt.Failure;
import dev.aischeduler.engine.attempt.LogContext;
import dev.aischeduler.engine.attempt.NextState;
import dev.aischeduler.engine.attempt.RetryPolicy;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts of a job server that have ended and wait for their commit, and what follows it. Ends
 * come from any thread; the server's own thread takes and settles them.
 *
 * <p>Invariant: an end stays here until it is committed or its job is known to belong to somebody
 * else, however often a commit fails.
 */
final class EndedAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(EndedAttempts.class);

  /** Ends of one commit. */
  private static final int MOST = 256;

  private final Attempts attempts;
  private final AttemptCounts counts;
  private final RetryPolicy retries;
  private final Slots slots;
  private final JobStore store;
  private final ChangePublisher publisher;
  private final Queue<Ended> arrived = new ConcurrentLinkedQueue<>();

  /** To be tried again together, and each alone; only the server's thread touches them. */
  private final Deque<Ended> again = new ArrayDeque<>();

  private final Deque<Ended> alone = new ArrayDeque<>();

  EndedAttempts(
      Attempts attempts,
      AttemptCounts counts,
      RetryPolicy retries,
      Slots slots,
      JobStore store,
      ChangePublisher publisher) {
    this.attempts = attempts;
    this.counts = counts;
    this.retries = retries;
    this.slots = slots;
    this.store = store;
    this.publisher = publisher;
  }

  void add(Ended ended) {
    arrived.add(ended);
  }

  boolean isEmpty() {
    return arrived.isEmpty() && again.isEmpty() && alone.isEmpty();
  }

  /** An end and what it writes. */
  record Due(Ended ended, Finish finish) {}

  /** Takes ends to commit together. Ends that write nothing are settled on the way. */
  List<Due> take() {
    List<Due> due = new ArrayList<>();
    Set<UUID> jobs = new HashSet<>();
    take(again, due, jobs);
    take(arrived, due, jobs);
    return due;
  }

  /** An old and a new attempt of one job end in commits of their own. */
  private void take(Queue<Ended> from, List<Due> due, Set<UUID> jobs) {
    Ended next = from.peek();
    while (next != null && due.size() < MOST && jobs.add(next.attempt().jobId())) {
      addTo(due, from.remove());
      next = from.peek();
    }
  }

  /** Takes the ends that must be committed alone, as they are now. */
  List<List<Due>> takeAlone() {
    List<List<Due>> all = new ArrayList<>();
    for (int left = alone.size(); left > 0; left--) {
      List<Due> due = new ArrayList<>();
      addTo(due, alone.remove());
      if (!due.isEmpty()) {
        all.add(due);
      }
    }
    return all;
  }

  private void addTo(List<Due> due, Ended ended) {
    Optional<Finish> finish =
        NextState.after(ended.attempt().job(), ended.ending(), retries, ended.at());
    if (finish.isPresent()) {
      due.add(new Due(ended, finish.get()));
    } else {
      LOG.info("job {} stopped: {}", ended.attempt().jobId(), ended.ending());
      forget(ended, abandoned(ended.ending()), null);
    }
  }

  private static AttemptCounts.End abandoned(Ending ending) {
    return ending instanceof Ending.Abandoned why && why.why() == Reason.CANCELLED
        ? AttemptCounts.End.CANCELLED
        : AttemptCounts.End.LEASE_LOST;
  }

  /**
   * A commit of these failed. After an outage they are tried again together; after another error
   * each alone, so that one which cannot be committed holds up no other.
   */
  void failed(List<Due> due, Throwable error) {
    for (Due one : due) {
      Ended ended = one.ended().triedBefore();
      if (Outage.causedBy(error)) {
        again.add(ended);
      } else if (due.size() == 1 && Outage.isDataError(error)) {
        LOG.error(
            "the end of job {} cannot be stored: {}", ended.attempt().jobId(), error.toString());
        alone.add(ended.with(refused(ended.ending(), error)));
      } else {
        alone.add(ended);
      }
    }
  }

  /** The same result would be refused on every attempt. */
  private static Ending refused(Ending ending, Throwable error) {
    String what = ending instanceof Ending.Succeeded ? "the result" : "the error";
    return new Ending.Failed(
        new Failure("result_refused", what + " cannot be stored: " + error.getMessage(), true),
        null);
  }

  /** A commit was made. */
  void settle(List<Due> due, Set<UUID> owned) {
    List<Transition> changes = new ArrayList<>(due.size());
    boolean reports = false;
    for (Due one : due) {
      Job job = one.ended().attempt().job();
      boolean done = owned.contains(job.id());
      try {
        done |= one.ended().tried() && !done && isDone(one.finish());
      } catch (RuntimeException e) {
        LOG.debug("whether the end of job {} is stored is asked again: {}", job.id(), e.toString());
        again.add(one.ended());
        continue;
      }
      if (done) {
        changes.add(new Transition(job.id(), job.type(), JobStatus.RUNNING, one.finish().status()));
        LogContext.run(job, () -> log(job, one));
        reports |= one.finish().delivery() != null;
        forget(one.ended(), end(one.ended().ending()), one.finish());
      } else {
        LOG.info("job {} belonged to another attempt by its end", job.id());
        forget(one.ended(), AttemptCounts.End.LEASE_LOST, null);
      }
    }
    publisher.changed(changes);
    if (reports) {
      publisher.webhooksDue();
    }
  }

  /** A commit that seemed to fail may have been made after all. */
  private boolean isDone(Finish finish) {
    return store
        .find(finish.job())
        .filter(job -> job.fencingToken() == finish.fencingToken())
        .filter(job -> job.status() == finish.status())
        .isPresent();
  }

  private static AttemptCounts.End end(Ending ending) {
    if (ending instanceof Ending.Succeeded) {
      return AttemptCounts.End.SUCCEEDED;
    }
    return ending instanceof Ending.PutBack ? AttemptCounts.End.PUT_BACK : AttemptCounts.End.FAILED;
  }

  private void forget(Ended ended, AttemptCounts.End end, @Nullable Finish finish) {
    counts.ended(ended.attempt().job(), end, ended.ranNanos(), finish);
    attempts.remove(ended.attempt());
    slots.ended();
  }

  private static void log(Job job, Due due) {
    TaskType type = job.type();
    Ending ending = due.ended().ending();
    if (ending instanceof Ending.Succeeded) {
      LOG.info("job {} ({}) succeeded", job.id(), type.wireName());
    } else if (ending instanceof Ending.PutBack back) {
      LOG.info("job {} ({}) goes back to the queue: {}", job.id(), type.wireName(), back.why());
    } else if (ending instanceof Ending.Failed failed) {
      LOG.warn(
          "job {} ({}) attempt {}/{} failed: {}: {}; {}",
          job.id(),
          type.wireName(),
          job.attempt(),
          job.maxAttempts(),
          failed.failure().type(),
          failed.failure().message(),
          due.finish().status() == JobStatus.FAILED
              ? "it is not tried again"
              : "it is tried again at " + due.finish().runAt(),
          failed.cause());
    }
  }
}
