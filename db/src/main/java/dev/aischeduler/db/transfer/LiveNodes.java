package dev.aischeduler.db.transfer;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.table.Tables;
import java.sql.Connection;
import java.sql.SQLException;

/** Nodes that work on a database: what is moved away from under them would be lost in part. */
public final class LiveNodes {
  private LiveNodes() {}

  /**
   * Refuses a PostgreSQL database whose nodes run. An H2 file that could be opened has none.
   *
   * @throws DatabaseException if a node was heard within the last minute
   */
  public static void refuse(Database database) {
    if (database.dialect() == Dialect.H2) {
      return;
    }
    try (Connection connection = database.dataSource().getConnection()) {
      if (Tables.version(connection).isEmpty()) {
        return;
      }
      for (String[] node :
          Tables.rows(
              connection,
              """
              SELECT name FROM node
               WHERE lost_at IS NULL
                 AND heartbeat_at > CURRENT_TIMESTAMP - INTERVAL '60' SECOND
               ORDER BY name""",
              1)) {
        throw new DatabaseException(
            "Node "
                + node[0]
                + " works on "
                + database.jdbcUrl()
                + "; stop all its nodes (after a crash, wait for a minute)");
      }
    } catch (SQLException e) {
      throw new DatabaseException(
          "Cannot read the nodes of " + database.jdbcUrl() + ": " + e.getMessage(), e);
    }
  }
}
