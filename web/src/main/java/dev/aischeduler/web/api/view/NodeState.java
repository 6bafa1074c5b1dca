package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.node.NodeView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node.
 *
 * @param state active, draining or lost
 * @param heartbeatAgeS seconds since its last heartbeat, by the database's clock
 */
public record NodeState(
    String name,
    String state,
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

  /** A lane that a node serves. */
  public record Lane(String lane, int slots, int running) {}

  /** The state of an engine's node. */
  public static NodeState of(NodeView node) {
    return new NodeState(
        node.name(),
        node.state().wireName(),
        node.labels(),
        node.lanes().stream()
            .map(l -> new Lane(l.lane().wireName(), l.slots(), l.running()))
            .toList(),
        node.slots(),
        node.running(),
        node.version(),
        node.host(),
        node.pid(),
        node.url(),
        node.startedAt(),
        node.heartbeatAt(),
        node.heartbeatAgeS(),
        node.thisNode());
  }
}
