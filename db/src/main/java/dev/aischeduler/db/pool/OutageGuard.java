package dev.aischeduler.db.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.aischeduler.db.failure.Outage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the pool during an outage of the database server. Between the driver and the pool it
 * retries the connection every 200 ms; between the pool and its callers it then refuses at once,
 * and so it does when many callers wait for a server that does not answer. Thread-safe.
 *
 * <p>A pool alone does neither: each caller waits for the whole time limit, so that a busy node
 * soon has all its threads waiting, and the pauses between the pool's own tries grow to 5 seconds,
 * which a returned server would stay unused for.
 *
 * <p>Invariant: during an outage one thread of the pool retries the connection.
 */
final class OutageGuard {
  private static final Logger LOG = LoggerFactory.getLogger(OutageGuard.class);
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(200);

  /** So many may wait for a database that serves nobody; further ones would only hold threads. */
  private static final int MANY = 32;

  private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final String shownUrl;
  private volatile boolean reachedOnce;
  private volatile long served = System.nanoTime();
  private volatile @Nullable SQLException outage;

  /** What a caller gets a connection from. */
  private interface Source {
    Connection connect() throws SQLException;
  }

  /**
   * A server that nobody has tried to reach yet.
   *
   * @param shownUrl its URL for messages, without password
   */
  OutageGuard(String shownUrl) {
    this.shownUrl = shownUrl;
  }

  /** Source for the pool: retries until the server answers, once it has answered before. */
  DataSource guardDriver(DataSource driver) {
    return with(driver, () -> reconnect(driver));
  }

  /** Source for callers: the pool, or a refusal at once while waiting is of no use. */
  DataSource guardPool(HikariDataSource pool) {
    return with(pool, () -> borrow(pool));
  }

  private Connection reconnect(DataSource driver) throws SQLException {
    long since = System.nanoTime();
    while (true) {
      try {
        Connection connection = driver.getConnection();
        reachedOnce = true;
        if (outage != null) {
          outage = null;
          long s = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
          LOG.info("database {} is back after {} s", shownUrl, s);
        }
        return connection;
      } catch (SQLException e) {
        if (!reachedOnce || !Outage.unreachable(e)) {
          throw e;
        }
        if (outage == null) {
          LOG.warn("database {} cannot be reached: {}", shownUrl, e.getMessage());
        }
        outage = e;
        LockSupport.parkNanos(RETRY_NS);
        if (Thread.currentThread().isInterrupted()) {
          // the pool is being closed
          throw e;
        }
      }
    }
  }

  private Connection borrow(HikariDataSource pool) throws SQLException {
    SQLException why = outage;
    // a connection that is there may still live, whatever becomes of new ones
    if (why != null && pool.getHikariPoolMXBean().getIdleConnections() == 0) {
      throw new SQLTransientConnectionException(
          "database " + shownUrl + " cannot be reached: " + why.getMessage(),
          why.getSQLState(),
          why);
    }
    int waiting = pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
    if (waiting >= MANY && System.nanoTime() - served > STALL_NS) {
      throw new SQLTransientConnectionException(
          "database " + shownUrl + " does not answer; " + waiting + " callers wait for it already");
    }
    Connection connection = pool.getConnection();
    served = System.nanoTime();
    return connection;
  }

  private static DataSource with(DataSource target, Source source) {
    return (DataSource)
        Proxy.newProxyInstance(
            OutageGuard.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? source.connect()
                    : call(target, method, arguments));
  }

  private static @Nullable Object call(
      DataSource target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
