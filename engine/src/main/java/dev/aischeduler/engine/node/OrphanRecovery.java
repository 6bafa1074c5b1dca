package dev.aischeduler.engine.node;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.node.RunningJob;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.engine.server.ChangePublisher;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovers orphans: running jobs whose node or attempt is gone. Every node does it for all; who
 * comes second finds nothing left to do, because a job is changed only under the fencing token with
 * which it was seen. Thread-safe; {@link #run} is called by a loop of its own, since a row may be
 * locked for a while and heartbeats must go on.
 */
final class OrphanRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanRecovery.class);

  private final JobQueue queue;
  private final ChangePublisher publisher;
  private final Clock clock;
  private final Map<RunningJob, Why> waiting = new ConcurrentHashMap<>();
  private final LongAdder recovered = new LongAdder();
  private final LongAdder putBack = new LongAdder();

  /** How a job became an orphan. */
  enum Why {
    /** Its node died or was declared dead: the attempt counts. */
    NODE_LOST("was lost while it ran this job"),
    /** An earlier process of this node ran it: the attempt counts. */
    NODE_RESTARTED("ended while it ran this job"),
    /** This node claimed it but has no attempt: it never began. */
    NEVER_BEGAN("never began this attempt");

    private final String reason;

    Why(String reason) {
      this.reason = reason;
    }
  }

  OrphanRecovery(JobQueue queue, ChangePublisher publisher, Clock clock) {
    this.queue = queue;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Adds orphans; those that are known already keep their reason. */
  void add(List<RunningJob> orphans, Why why) {
    orphans.forEach(job -> waiting.putIfAbsent(job, why));
  }

  /** Recovers what was added; what fails is tried again at the next call. */
  void run() {
    RuntimeException trouble = null;
    for (Map.Entry<RunningJob, Why> entry : Map.copyOf(waiting).entrySet()) {
      try {
        recover(entry.getKey(), entry.getValue());
        waiting.remove(entry.getKey());
      } catch (RuntimeException e) {
        trouble = e;
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  private void recover(RunningJob job, Why why) {
    JobStatus to;
    if (why == Why.NEVER_BEGAN) {
      if (!queue.putBack(job.id(), job.fencingToken(), clock.instant())) {
        return;
      }
      to = JobStatus.QUEUED;
      putBack.increment();
      LOG.warn("job {} was claimed by this node and did not start; put back", job.id());
    } else {
      String reason = "node " + job.node() + " " + why.reason;
      Optional<JobStatus> now =
          queue.recover(job.id(), job.fencingToken(), reason, clock.instant());
      if (now.isEmpty()) {
        return;
      }
      to = now.get();
      recovered.increment();
      LOG.warn("job {} is {} now: {}", job.id(), to.wireName(), reason);
    }
    publisher.changed(List.of(new Transition(job.id(), job.lane(), JobStatus.RUNNING, to)));
  }

  /** Orphans that this node recovered since its start, by kind. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("recovered", recovered.sum());
    counts.put("put_back", putBack.sum());
    return counts;
  }
}
