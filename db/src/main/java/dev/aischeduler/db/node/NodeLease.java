package dev.aischeduler.db.node;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.failure.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The right to be the node of a name on a database. It ends with the process, however that ends: a
 * lock on a file beside an H2 database, a session's advisory lock on PostgreSQL. Who holds it knows
 * that every job that an earlier process of the name left running lost its worker. Thread-safe.
 */
public sealed interface NodeLease extends AutoCloseable permits FileLease, SessionLease {

  /** Something to do on the lease's own connection. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Takes the lease.
   *
   * @throws DatabaseException when a running process holds it
   */
  static NodeLease acquire(Database database, String node) {
    return database.dialect() == Dialect.POSTGRESQL
        ? SessionLease.acquire(database, node)
        : FileLease.acquire(database, node);
  }

  /**
   * Makes sure that the lease is held: takes it again when the database ended the session.
   *
   * @return false when another process has taken the name meanwhile
   * @throws DatabaseException when the database does not answer
   */
  boolean renew();

  /**
   * Works on a connection that the rest of the node never waits for, so that a heartbeat is not
   * held up by a busy pool.
   *
   * @throws DatabaseException when the work fails or the lease is not held now
   */
  <T> T call(Work<T> work);

  @Override
  void close();

  /** The refusal that a second process of a name gets. */
  static DatabaseException inUse(String node) {
    return new DatabaseException(
        "a running process already serves this database as node '"
            + node
            + "'; stop it, or set node.name to another name");
  }
}
