package dev.aischeduler.db.signal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What one node sends to the others. A hint, never the truth: that is in the tables. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "signal")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Signal.Queued.class, name = "queued"),
  @JsonSubTypes.Type(value = Signal.Refresh.class, name = "refresh"),
  @JsonSubTypes.Type(value = Signal.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = Signal.NodesChanged.class, name = "nodes_changed"),
  @JsonSubTypes.Type(value = Signal.Watching.class, name = "watching"),
  @JsonSubTypes.Type(value = Signal.Unwatched.class, name = "unwatched"),
  @JsonSubTypes.Type(value = Signal.WatchesRequested.class, name = "watches_requested"),
  @JsonSubTypes.Type(value = Signal.Changed.class, name = "changed"),
  @JsonSubTypes.Type(value = Signal.Live.class, name = "live")
})
public sealed interface Signal {

  /** These lanes have a new job to start. */
  record Queued(Set<TaskType> lanes) implements Signal {
    /** Sorted, so that equal signals are written as equal messages. */
    public Queued {
      lanes = Collections.unmodifiableSet(new TreeSet<>(lanes));
    }
  }

  /** A lane's state, the order of waiting jobs or a job's time changed: read them again. */
  record Refresh() implements Signal {}

  /** This job was cancelled; the node that runs it stops it. */
  record Cancelled(UUID job) implements Signal {}

  /** A node was asked to start no more jobs, or to start them again: read the nodes again. */
  record NodesChanged() implements Signal {}

  /**
   * A client at a node watches these jobs: the others send it what happens to them from now on.
   *
   * @param received live events of each job that the node has received so far
   */
  record Watching(String node, Map<UUID, Received> received) implements Signal {
    /** Refuses null. */
    public Watching {
      received = Map.copyOf(received);
    }
  }

  /**
   * How many live events of a job a node has received.
   *
   * @param stream the attempt that they belong to, as in {@link Live}; empty for none yet
   * @param count 0..
   */
  record Received(String stream, int count) {
    /** Nothing yet. */
    public static final Received NONE = new Received("", 0);

    /** Refuses a negative count. */
    public Received {
      if (count < 0) {
        throw new IllegalArgumentException("negative count of received events");
      }
    }
  }

  /** No client at a node watches these jobs any more. */
  record Unwatched(String node, Set<UUID> jobs) implements Signal {
    /** Refuses null. */
    public Unwatched {
      jobs = Set.copyOf(jobs);
    }
  }

  /** Every node sends {@link Watching} again: the sender may have missed it. */
  record WatchesRequested() implements Signal {}

  /**
   * A watched job has new stored events.
   *
   * @param seq position of the last of them; later ones have a signal of their own
   */
  record Changed(UUID job, long seq) implements Signal {}

  /**
   * A live event of a watched job.
   *
   * @param stream names the attempt that it belongs to: unique over nodes and their restarts
   * @param number position in the stream, from 0
   * @param data JSON document
   */
  record Live(UUID job, String stream, int number, Instant at, String kind, String data)
      implements Signal {}

  /** Never sent: the receiver may have missed signals. */
  record Missed() implements Signal {}
}
