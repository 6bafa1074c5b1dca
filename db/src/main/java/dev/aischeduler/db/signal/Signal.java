package dev.aischeduler.db.signal;

import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What one node tells the others. A hint, never the truth: that stands in the tables. */
public sealed interface Signal {

  /** These lanes have a new job to start. */
  record Queued(Set<TaskType> lanes) implements Signal {}

  /** Something changed that calls for a look at everything: a lane's state, a job's time. */
  record LookAround() implements Signal {}

  /** This job was cancelled; the node that runs it stops it. */
  record Cancelled(UUID job) implements Signal {}

  /** A node was asked to start no more jobs, or to start them again: look at the nodes. */
  record NodesChanged() implements Signal {}

  /**
   * Somebody at a node watches these jobs: what others do for them is told from now on.
   *
   * @param heard live events of each job that the node has had so far
   */
  record Watching(String node, Map<UUID, Integer> heard) implements Signal {}

  /** Nobody at a node watches these jobs any more. */
  record Unwatched(String node, Set<UUID> jobs) implements Signal {}

  /** Whoever watches jobs says so again: the sender may have missed it. */
  record WhoWatches() implements Signal {}

  /**
   * A job that somebody watches has new stored events.
   *
   * @param seq position of the last of them; later ones are told of later
   */
  record Changed(UUID job, long seq) implements Signal {}

  /**
   * A live event of a job that somebody watches.
   *
   * @param stream names the attempt that it belongs to
   * @param number position in the stream, from 0
   * @param data JSON document on one line
   */
  record Live(UUID job, String stream, int number, Instant at, String kind, String data)
      implements Signal {}

  /** Told by this process to itself: signals may have been missed. */
  record Missed() implements Signal {}
}
