package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.engine.node.Nodes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of results that are kept where only one node reads them. */
final class ResultContents {
  private static final Logger LOG = LoggerFactory.getLogger(ResultContents.class);

  private ResultContents() {}

  /** Results in files are read only where they were made. */
  static void warnOfScatteredFiles(Settings settings, Nodes nodes) {
    if (settings.artifacts().store().equals("file")) {
      List<String> others =
          nodes.list().stream()
              .filter(n -> !n.thisNode() && n.state() != NodeView.State.LOST)
              .map(NodeView::name)
              .toList();
      if (!others.isEmpty()) {
        LOG.warn(
            "other nodes ({}) cannot read the results that this one keeps in files;"
                + " set artifacts.store to database or s3 on all nodes",
            String.join(", ", others));
      }
    }
  }
}
