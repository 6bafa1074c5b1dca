package dev.aischeduler.web.page.overview;

import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.page.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds what is wrong now, from what the overview has read. */
final class Findings {
  private Findings() {}

  /** What is wrong, worst first. */
  static List<Finding> of(List<LaneState> lanes, List<NodeView> nodes) {
    List<Finding> found = new ArrayList<>();
    for (LaneState lane : lanes) {
      long waiting = lane.queued() + lane.scheduled();
      if (lane.paused()) {
        found.add(
            finding(
                waiting > 0 ? Finding.Severity.BAD : Finding.Severity.WARN,
                "finding.lane_paused",
                Section.LANES,
                lane.lane(),
                waiting));
      } else if (lane.queued() > 0 && nodes.stream().noneMatch(node -> serves(node, lane))) {
        found.add(
            finding(
                Finding.Severity.BAD,
                "finding.lane_unserved",
                Section.NODES,
                lane.lane(),
                lane.queued(),
                lane.resource()));
      }
    }
    for (NodeView node : nodes) {
      if (node.state() == NodeView.State.LOST) {
        found.add(finding(Finding.Severity.WARN, "finding.node_lost", Section.NODES, node.name()));
      }
    }
    found.sort(Comparator.comparing(Finding::severity));
    return found;
  }

  private static boolean serves(NodeView node, LaneState lane) {
    return node.state() == NodeView.State.ACTIVE
        && node.lanes().stream().anyMatch(l -> l.lane().wireName().equals(lane.lane()));
  }

  private static Finding finding(
      Finding.Severity severity, String text, Section where, Object... arguments) {
    return new Finding(severity, text, List.of(arguments), text + ".remedy", where.path());
  }
}
