package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactContentStore;
import dev.aischeduler.db.artifact.DatabaseContentStore;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.engine.node.NodeView;
import dev.aischeduler.engine.node.Nodes;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the bytes of results are kept: in files or in the database. */
final class ResultContents {
  private static final Logger LOG = LoggerFactory.getLogger(ResultContents.class);

  private ResultContents() {}

  /**
   * The place that the settings name.
   *
   * @throws dev.aischeduler.db.artifact.ArtifactContentException when results cannot be stored
   */
  static ArtifactContentStore open(Settings settings, Home home, Database database, Clock clock) {
    return settings.artifacts().store().equals("database")
        ? new DatabaseContentStore(database, clock)
        : new FileContentStore(home.work().resolve(settings.artifacts().path()), clock);
  }

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
                + " set artifacts.store to database on all nodes",
            String.join(", ", others));
      }
    }
  }
}
