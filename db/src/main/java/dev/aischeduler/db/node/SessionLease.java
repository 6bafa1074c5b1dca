package dev.aischeduler.db.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An advisory lock of a PostgreSQL session, which the server frees when the process dies. The
 * session's connection is taken from the pool for good. Thread-safe.
 */
final class SessionLease implements NodeLease {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLease.class);
  private static final int ANSWER_MS = 5000;
  private static final int VALID_S = 2;
  private static final long PAUSE_MS = 100;

  /** A server may need a moment to notice that the process before us died. */
  private static final int TRIES = 20;

  private static final String SESSION =
      "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

  /** Only the session that was ours: a server restart may give its pid to another. */
  private static final String END_SESSION =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start = ?";

  private final DataSource dataSource;
  private final String node;
  private final ReentrantLock lock = new ReentrantLock();

  /** The three below are guarded by the lock. */
  private @Nullable Connection connection;

  private @Nullable Session session;
  private boolean closed;

  /** Which session of the server holds the lock. */
  private record Session(int pid, OffsetDateTime startedAt) {}

  private SessionLease(DataSource dataSource, String node) {
    this.dataSource = dataSource;
    this.node = node;
  }

  static SessionLease acquire(Database database, String node) {
    SessionLease lease = new SessionLease(database.dataSource(), node);
    for (int i = 0; !lease.renew(); i++) {
      if (i == TRIES) {
        throw NodeLease.inUse(node);
      }
      pause();
    }
    return lease;
  }

  @Override
  public boolean renew() {
    lock.lock();
    try {
      if (connection != null && connection.isValid(VALID_S)) {
        return true;
      }
      drop();
      if (closed) {
        throw new DatabaseException("the lease of node " + node + " was given back");
      }
      return take();
    } catch (SQLException e) {
      throw new DatabaseException("cannot take the lease of node " + node, e);
    } finally {
      lock.unlock();
    }
  }

  private boolean take() throws SQLException {
    Connection fresh = dataSource.getConnection();
    try {
      // a heartbeat that hangs must fail, or the node would not notice that it is declared dead
      fresh.setNetworkTimeout(Runnable::run, ANSWER_MS);
      boolean taken = tryLock(fresh);
      if (!taken && endOldSession(fresh)) {
        for (int i = 0; !taken && i < TRIES; i++) {
          pause();
          taken = tryLock(fresh);
        }
      }
      if (!taken) {
        fresh.close();
        return false;
      }
      Session before = session;
      session = session(fresh);
      connection = fresh;
      if (before != null) {
        LOG.info("node {} holds its name again", node);
      }
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      evict(fresh);
      throw e;
    }
  }

  private boolean tryLock(Connection on) throws SQLException {
    try (PreparedStatement select = on.prepareStatement(NodeSql.TRY_LEASE)) {
      select.setString(1, NodeSql.LEASE_NAME + node);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Our own session may live on in the server when only the network broke. */
  private boolean endOldSession(Connection on) throws SQLException {
    if (session == null) {
      return false;
    }
    try (PreparedStatement end = on.prepareStatement(END_SESSION)) {
      end.setInt(1, session.pid());
      end.setObject(2, session.startedAt());
      try (ResultSet row = end.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Session session(Connection on) throws SQLException {
    try (PreparedStatement select = on.prepareStatement(SESSION);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Session(row.getInt(1), row.getObject(2, OffsetDateTime.class));
    }
  }

  @Override
  public <T> T call(Work<T> work) {
    lock.lock();
    try {
      if (connection == null) {
        throw new DatabaseException("node " + node + " does not hold its lease now");
      }
      return work.on(connection);
    } catch (SQLException e) {
      throw new DatabaseException("the node's heartbeat failed: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    if (connection != null) {
      evict(connection);
      connection = null;
    }
  }

  /** A session that may still hold the lock must not go back to the pool. */
  private void evict(Connection broken) {
    try {
      dataSource.unwrap(HikariDataSource.class).evictConnection(broken);
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("lease connection not closed: {}", e.toString());
    }
  }

  /** At once, where an eviction takes its time: a restart takes the name again right away. */
  private static void unlock(Connection on) {
    try (PreparedStatement unlock = on.prepareStatement("SELECT pg_advisory_unlock_all()")) {
      unlock.execute();
    } catch (SQLException | RuntimeException | Error e) {
      // the session ends all the same, and the lock with it
      LOG.debug("lease not given back: {}", e.toString());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("interrupted while taking the lease of a node", e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (connection != null) {
        unlock(connection);
      }
      drop();
    } finally {
      lock.unlock();
    }
  }
}
