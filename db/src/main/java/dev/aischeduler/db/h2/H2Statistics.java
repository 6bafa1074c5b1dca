package dev.aischeduler.db.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;

/**
 * Refreshes the statistics of H2's planner after some commits, then after twice as many, and so on,
 * as H2 does. H2 itself would read pages without protection from reuse. Not thread-safe.
 */
final class H2Statistics {
  private static final int FIRST = 250;

  private final DataSource connections;
  private final MVStore store;
  private long step = FIRST;
  private long due;

  H2Statistics(DataSource connections, MVStore store) {
    this.connections = connections;
    this.store = store;
    this.due = store.getCurrentVersion() + step;
  }

  /** Does it if it is due. */
  void refresh() throws SQLException {
    if (store.getCurrentVersion() < due) {
      return;
    }
    MVStore.TxCounter pages = store.registerVersionUsage();
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE SAMPLE_SIZE 1000");
    } finally {
      store.deregisterVersionUsage(pages);
    }
    step *= 2;
    due = store.getCurrentVersion() + step;
  }
}
