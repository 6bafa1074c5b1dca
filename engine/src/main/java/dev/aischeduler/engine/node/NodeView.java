package dev.aischeduler.engine.node;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.node.Node;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    List<TaskType> lanes,
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

  static NodeView of(Node node, int running, String self) {
    State state = node.lost() ? State.LOST : node.draining() ? State.DRAINING : State.ACTIVE;
    List<TaskType> lanes =
        Arrays.stream(TaskType.values()).filter(t -> node.labels().contains(t.resource())).toList();
    return new NodeView(
        node.name(),
        state,
        node.labels(),
        lanes,
        node.slots(),
        running,
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
