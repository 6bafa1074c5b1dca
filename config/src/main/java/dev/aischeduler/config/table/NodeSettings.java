package dev.aischeduler.config.table;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.TaskTypes;
import java.util.List;

/** What {@code node} and {@code priority} hold: the node's name and labels, and aging. */
final class NodeSettings {
  private NodeSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all(TaskTypes types) {
    return List.of(
        Setting.text(
                "node.name",
                "",
                "[A-Za-z0-9._-]{1,128}",
                "a name of letters, digits, dots, dashes and underscores",
                "Name of this process, unique among the nodes of one database.")
            .machineDefault("host name", machine -> TextNode.valueOf(machine.hostName())),
        Setting.labels(
            "node.labels",
            types.labels(),
            "Resource labels that this node offers: it runs the jobs of the lanes that ask for one"
                + " of them (lanes.<lane>.label). none alone: it runs no jobs, and serves the API"
                + " and the pages only."),
        Setting.whole(
            "priority.aging_seconds",
            60,
            1,
            30 * Setting.DAY_S,
            "Seconds of waiting worth one priority step."));
  }
}
