package dev.aischeduler.engine.node;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.node.NodeStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes that share the database: what they are and what they are asked to do. Thread-safe. */
public final class Nodes {
  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

  private final NodeStore store;
  private final Settings.Lanes lanes;
  private final Membership membership;
  private final Runnable notifyNodes;

  /**
   * @param lanes as this node knows them
   * @param notifyNodes makes the other nodes read the nodes again
   */
  public Nodes(NodeStore store, Settings.Lanes lanes, Membership membership, Runnable notifyNodes) {
    this.lanes = lanes;
    this.store = store;
    this.membership = membership;
    this.notifyNodes = notifyNodes;
  }

  /** Name of this node. */
  public String self() {
    return membership.name();
  }

  /** Every registered node by name; lost ones are kept for a day. */
  public List<NodeView> list() {
    Map<String, Map<TaskType, Integer>> running = store.running();
    return store.list().stream()
        .map(
            n -> NodeView.of(n, lanes, running.getOrDefault(n.name(), Map.of()), membership.name()))
        .toList();
  }

  /** Job servers of every node that is not lost. */
  public List<ServerView> servers() {
    return list().stream()
        .filter(n -> n.state() != NodeView.State.LOST)
        .flatMap(n -> n.servers().stream())
        .toList();
  }

  /** One node, or empty. */
  public Optional<NodeView> find(String name) {
    return list().stream().filter(n -> n.name().equals(name)).findFirst();
  }

  /**
   * Asks a node, from any node, to start no more jobs (true) or to start them again (false);
   * running ones go on. It holds until it is changed or the node starts anew. Empty when no node
   * has this name.
   */
  public Optional<NodeView> drain(String name, boolean draining) {
    if (!store.setDraining(name, draining)) {
      return Optional.empty();
    }
    LOG.info("node {} is asked to {}", name, draining ? "drain" : "start jobs again");
    membership.refreshSoon();
    notifyNodes.run();
    return find(name);
  }

  /** Publishes which version this one runs and where it answers. */
  public void announce(String version, String url) {
    membership.announce(version, url);
  }
}
