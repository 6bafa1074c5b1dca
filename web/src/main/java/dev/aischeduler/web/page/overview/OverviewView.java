package dev.aischeduler.web.page.overview;

import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.web.api.view.DeviceMemoryView;
import dev.aischeduler.web.api.view.DeviceShareView;
import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.api.view.TaskSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the overview shows.
 *
 * @param findings what is wrong now, worst first
 * @param oldest by lane, how long its oldest queued job has waited; lanes with none are absent
 * @param share how this node's devices were divided
 * @param memory who holds the memory of this node's devices
 * @param recent the latest jobs, newest first
 */
public record OverviewView(
    List<Finding> findings,
    List<LaneState> lanes,
    Map<String, Duration> oldest,
    List<NodeView> nodes,
    DeviceShareView share,
    List<DeviceMemoryView> memory,
    List<TaskSummary> recent) {
  /** The charts in their order, by the names that {@code charts.js} knows. */
  public static final List<String> CHARTS =
      List.of("share", "waiting", "throughput", "latency", "memory");

  /** Jobs that wait for a slot. */
  public long waiting() {
    return lanes.stream().mapToLong(LaneState::queued).sum();
  }

  /** Jobs that wait for their time. */
  public long scheduled() {
    return lanes.stream().mapToLong(LaneState::scheduled).sum();
  }

  /** Jobs that run. */
  public long running() {
    return lanes.stream().mapToLong(LaneState::running).sum();
  }

  /** Jobs that could run at once on all nodes. */
  public long slots() {
    return nodes.stream()
        .filter(node -> node.state() == NodeView.State.ACTIVE)
        .mapToLong(NodeView::slots)
        .sum();
  }

  /** Nodes that start jobs. */
  public long activeNodes() {
    return nodes.stream().filter(node -> node.state() == NodeView.State.ACTIVE).count();
  }
}
