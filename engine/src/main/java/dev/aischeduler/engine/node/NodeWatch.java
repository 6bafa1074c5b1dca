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
 * Decides which nodes are lost, from snapshots of their heartbeats. Used by one thread.
 *
 * <p>Silence is counted by this process alone, between snapshots that it really read: no clock of
 * another node matters, and a process that was itself stopped or cut off does not declare the
 * others dead for it. A node is lost when its session with the database is gone and it missed a
 * heartbeat, or when it was silent for {@link #FROZEN}. After the database was away, all nodes get
 * {@link #GRACE} to beat again.
 */
final class NodeWatch {
  /** Silence after which a node is lost whose session is gone: its process died. */
  static final Duration GONE = Duration.ofSeconds(2);

  /** Silence after which a node is lost whatever its session says: its process does not run. */
  static final Duration FROZEN = Duration.ofSeconds(8);

  /** Time that nodes get to connect again. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** Most that one snapshot can add to a silence. */
  private static final Duration STEP = Duration.ofMillis(1500);

  private final String self;
  private final Map<String, Silence> silences = new HashMap<>();
  private long lastSnapshot;
  private long suspendedUntil;
  private boolean suspended;

  /** Time since a heartbeat in which no other came. */
  private record Silence(UUID incarnation, java.time.Instant heartbeat, long nanos) {}

  /**
   * @param self name of this node, which never declares itself dead
   */
  NodeWatch(String self) {
    this.self = self;
  }

  /**
   * Evaluates a snapshot.
   *
   * @param nanos {@link System#nanoTime} of the snapshot
   * @return nodes that are lost now and were not declared dead yet
   */
  List<Node> lost(ClusterSnapshot snapshot, long nanos) {
    if (snapshot.databaseUp().compareTo(GRACE) < 0) {
      suspend(nanos);
    }
    long step = Math.min(STEP.toNanos(), lastSnapshot == 0 ? 0 : nanos - lastSnapshot);
    lastSnapshot = nanos;
    suspended &= nanos - suspendedUntil < 0;
    List<Node> lost = new ArrayList<>();
    for (Node node : snapshot.nodes()) {
      if (!node.name().equals(self) && !node.lost()) {
        Duration silent = silence(node, step);
        if (!suspended && silent.compareTo(node.leased() ? FROZEN : GONE) >= 0) {
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

  /** No snapshot could be read: silences count anew, after {@link #GRACE}. */
  void suspend(long nanos) {
    silences.clear();
    suspended = true;
    suspendedUntil = nanos + GRACE.toNanos();
  }
}
