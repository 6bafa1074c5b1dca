package dev.aischeduler.db.signal;

import dev.aischeduler.config.TaskType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

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

  /** As one word for the wire: {@code q:llm,tts}, {@code a}, {@code c:<uuid>}, {@code n}. */
  default String wire() {
    if (this instanceof Queued queued) {
      return "q:"
          + queued.lanes().stream()
              .map(TaskType::wireName)
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(","));
    }
    if (this instanceof Cancelled cancelled) {
      return "c:" + cancelled.job();
    }
    return this instanceof NodesChanged ? "n" : "a";
  }

  /** The signal of a word; a word of another version is a {@link LookAround}. */
  static Signal of(String wire) {
    try {
      if (wire.startsWith("q:")) {
        return new Queued(
            Arrays.stream(wire.substring(2).split(","))
                .map(TaskType::fromWireName)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()));
      }
      if (wire.equals("n")) {
        return new NodesChanged();
      }
      return wire.startsWith("c:")
          ? new Cancelled(UUID.fromString(wire.substring(2)))
          : new LookAround();
    } catch (IllegalArgumentException e) {
      return new LookAround();
    }
  }
}
