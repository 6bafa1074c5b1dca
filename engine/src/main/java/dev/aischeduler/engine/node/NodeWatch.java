package dev.aischeduler.engine.node;

import dev.aischeduler.db.node.ClusterSnapshot;
import dev.aischeduler.db.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells which nodes are lost, from looks at their heartbeats. Used by one thread.
 *
 * <p>Silence is counted by this process alone, in looks that it really made: no clock of another
 * node matters, and a process that was itself stopped or cut off does not blame the others for it.
 * A node is lost when its session with the database is gone and it missed a heartbeat, or when it
 * was silent for {@link #FROZEN}. After the database was away, all nodes get {@link #GRACE} to be
 * heard again.
 */
final class NodeWatch {
  /** Silence that gives a node up whose session is gone: its process died. */
  static final Duration GONE = Duration.ofSeconds(2);

  /** Silence that gives a node up whatever its session says: its process does not run. */
  static final Duration FROZEN = Duration.ofSeconds(8);

  /** Time that nodes get to connect again. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** Most that one look can count as silence. */
  private static final Duration STEP = Duration.ofMillis(1500);

  private final String self;
  private final Map<String, Silence> silences = new HashMap<>();
  private long lastLook;
  private long blindUntil;
  private boolean blind;

  /** How long nothing was heard since a heartbeat. */
  private record Silence(UUID incarnation, java.time.Instant heartbeat, long nanos) {}

  /**
   * A watch.
   *
   * @param self name of this node, which never gives itself up
   */
  NodeWatch(String self) {
    this.self = self;
  }

  /**
   * Takes in a look.
   *
   * @param nanos {@link System#nanoTime} of the look
   * @return nodes that are lost now and were not given up yet
   */
  List<Node> lost(ClusterSnapshot snapshot, long nanos) {
    if (snapshot.databaseUp().compareTo(GRACE) < 0) {
      blind(nanos);
    }
    long step = Math.min(STEP.toNanos(), lastLook == 0 ? 0 : nanos - lastLook);
    lastLook = nanos;
    blind &= nanos - blindUntil < 0;
    List<Node> lost = new ArrayList<>();
    for (Node node : snapshot.nodes()) {
      if (!node.name().equals(self) && !node.lost()) {
        Duration silent = silence(node, step);
        if (!blind && silent.compareTo(node.leased() ? FROZEN : GONE) >= 0) {
          lost.add(node);
        }
      }
    }
    silences
        .keySet()
        .retainAll(snapshot.nodes().stream().map(Node::name).collect(Collectors.toSet()));
    return lost;
  }

  private Duration silence(Node node, long step) {
    Silence before = silences.get(node.name());
    boolean same =
        before != null
            && before.incarnation.equals(node.incarnation())
            && before.heartbeat.equals(node.heartbeatAt());
    long nanos = same ? before.nanos + step : 0;
    silences.put(node.name(), new Silence(node.incarnation(), node.heartbeatAt(), nanos));
    return Duration.ofNanos(nanos);
  }

  /** This process could not look: what it counted is worth nothing. */
  void blind(long nanos) {
    silences.clear();
    blind = true;
    blindUntil = nanos + GRACE.toNanos();
  }
}
