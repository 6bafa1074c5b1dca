package dev.aischeduler.engine.node;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.node.Node;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node as people see it.
 *
 * @param lanes lanes whose jobs it runs
 * @param slots jobs it may run at once
 * @param running jobs it runs now
 * @param heartbeatAgeS seconds since its last heartbeat, by the database's clock
 * @param thisNode true for the node that answers
 */
public record NodeView(
    String name,
    State state,
    List<String> labels,
    List<Lane> lanes,
    int slots,
    int running,
    String version,
    String host,
    long pid,
    @Nullable String url,
    Instant startedAt,
    Instant heartbeatAt,
    double heartbeatAgeS,
    boolean thisNode) {

  /** Its job servers, one for each label that has lanes. */
  public List<ServerView> servers() {
    return labels.stream()
        .map(label -> lanes.stream().filter(l -> l.label().equals(label)).toList())
        .filter(served -> !served.isEmpty())
        .map(
            served ->
                new ServerView(
                    name,
                    served.get(0).label(),
                    served.stream().mapToInt(Lane::slots).sum(),
                    served.stream().mapToInt(Lane::running).sum(),
                    startedAt,
                    heartbeatAt))
        .toList();
  }

  /** What a node does. */
  public enum State {
    /** It starts jobs. */
    ACTIVE,
    /** It was asked to start no more jobs. */
    DRAINING,
    /** It died or hangs; its jobs run elsewhere. */
    LOST;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A lane that a node serves.
   *
   * @param label resource label that the lane asks for; empty for a lane that the answering node
   *     does not know
   * @param slots jobs of the lane that the node may run at once
   * @param running jobs of the lane that it runs now
   */
  public record Lane(TaskType lane, String label, int slots, int running) {}

  static NodeView of(Node node, Settings.Lanes known, Map<TaskType, Integer> running, String self) {
    State state = node.lost() ? State.LOST : node.draining() ? State.DRAINING : State.ACTIVE;
    List<Lane> lanes =
        node.lanes().entrySet().stream()
            .map(
                e ->
                    new Lane(
                        e.getKey(),
                        known.find(e.getKey().wireName()).map(l -> known.of(l).label()).orElse(""),
                        e.getValue(),
                        running.getOrDefault(e.getKey(), 0)))
            .toList();
    return new NodeView(
        node.name(),
        state,
        node.labels(),
        lanes,
        node.slots(),
        running.values().stream().mapToInt(Integer::intValue).sum(),
        node.version(),
        node.host(),
        node.pid(),
        node.url(),
        node.startedAt(),
        node.heartbeatAt(),
        node.heartbeatAge().toMillis() / 1000.0,
        node.name().equals(self));
  }
}
