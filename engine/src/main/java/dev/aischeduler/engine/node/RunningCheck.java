package dev.aischeduler.engine.node;

import dev.aischeduler.db.node.RunningJob;
import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the database says this node runs with what it runs. Used by one thread.
 *
 * <p>Invariant: a job is an orphan only when two checks in a row find no attempt for it, and every
 * claim that was under way at the first has come to its end by the second: then no claim can bring
 * its attempt any more.
 */
final class RunningCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCheck.class);

  private final Attempts attempts;

  /** Jobs without an attempt, with the claims that may still bring it. */
  private Map<RunningJob, Set<Attempts.Claiming>> suspects = Map.of();

  RunningCheck(Attempts attempts) {
    this.attempts = attempts;
  }

  /**
   * Compares; stops attempts that have lost their jobs.
   *
   * @param rows reads the jobs that the database says this node runs
   * @return running jobs that no attempt of this node will ever end
   */
  List<RunningJob> orphans(Supplier<List<RunningJob>> rows) {
    // the attempts first: one that is claimed after this is left to the next check
    Collection<Attempt> before = attempts.all();
    List<RunningJob> running = rows.get();
    Set<Attempts.Claiming> open = attempts.claimings();
    stopLost(before, running);
    Map<RunningJob, Set<Attempts.Claiming>> now = new HashMap<>();
    List<RunningJob> orphans = new ArrayList<>();
    for (RunningJob job : running) {
      if (attempts.has(key(job))) {
        continue;
      }
      Set<Attempts.Claiming> claims = new HashSet<>(suspects.getOrDefault(job, open));
      claims.retainAll(open);
      if (suspects.containsKey(job) && claims.isEmpty()) {
        orphans.add(job);
      }
      now.put(job, claims);
    }
    suspects = now;
    return orphans;
  }

  private static Attempts.Key key(RunningJob job) {
    return new Attempts.Key(job.id(), job.fencingToken());
  }

  private static void stopLost(Collection<Attempt> before, List<RunningJob> running) {
    Set<Attempts.Key> owned = new HashSet<>();
    running.forEach(job -> owned.add(key(job)));
    for (Attempt attempt : before) {
      if (!owned.contains(attempt.key()) && !attempt.isEnded() && attempt.stop(Reason.LEASE_LOST)) {
        LOG.info("job {} belongs to this attempt no more; it stops", attempt.jobId());
      }
    }
  }
}
