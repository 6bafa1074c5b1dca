package dev.aischeduler.engine.schedule.clock;

import dev.aischeduler.db.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.quartz.utils.ConnectionProvider;

/** Gives Quartz connections of the product's pool. Thread-safe. */
final class PoolConnections implements ConnectionProvider {
  private volatile @Nullable Database database;

  PoolConnections(Database database) {
    this.database = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Database open = database;
    if (open == null) {
      throw new SQLException("the clock of schedules is closed");
    }
    return open.localeNeutralSource().getConnection();
  }

  /** Quartz keeps providers for ever: it keeps nothing by this one. */
  @Override
  public void shutdown() {
    database = null;
  }

  @Override
  public void initialize() {}
}
