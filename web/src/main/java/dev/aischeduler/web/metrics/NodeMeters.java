package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.engine.node.Nodes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that share the database, and which of them answers. */
final class NodeMeters implements Meters {
  private final Nodes nodes;
  private final String version;
  private volatile @Nullable List<NodeView> seen;

  NodeMeters(Nodes nodes, String version) {
    this.nodes = nodes;
    this.version = version;
  }

  @Override
  public void register(MeterRegistry registry) {
    Gauge.builder("ai_scheduler.info", () -> 1)
        .tag("node", nodes.self())
        .tag("version", version)
        .description("Always 1; its labels say who answers.")
        .register(registry);
    for (NodeView.State state : NodeView.State.values()) {
      Gauge.builder("ai_scheduler.nodes", this, m -> m.count(state))
          .tag("state", state.wireName())
          .description("Nodes that share the database; lost ones are kept for a day.")
          .register(registry);
    }
  }

  private double count(NodeView.State state) {
    List<NodeView> all = seen;
    return all == null ? Double.NaN : all.stream().filter(n -> n.state() == state).count();
  }

  @Override
  public void refresh() {
    try {
      seen = nodes.list();
    } catch (RuntimeException e) {
      seen = null;
      throw e;
    }
  }
}
