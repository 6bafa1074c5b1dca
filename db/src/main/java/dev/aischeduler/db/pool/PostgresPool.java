package dev.aischeduler.db.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.aischeduler.config.Settings;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. Parameters in the URL win over the defaults here. */
public final class PostgresPool implements Pool {
  /**
   * A caller that waits for longer is better refused and tries again: it holds a thread of the web
   * server.
   */
  private static final long CONNECTION_TIMEOUT_MS = 2000;

  private static final long VALIDATION_TIMEOUT_MS = 1000;

  private final Settings.Database settings;
  private final UnaryOperator<DataSource> wrapDriver;
  private final OutageGuard outageGuard;

  /**
   * A pool that is not open yet.
   *
   * @param wrapDriver given the driver, returns what the pool takes its connections from
   */
  public PostgresPool(Settings.Database settings, UnaryOperator<DataSource> wrapDriver) {
    this.settings = settings;
    this.wrapDriver = wrapDriver;
    this.outageGuard = new OutageGuard(shownUrl());
  }

  @Override
  public HikariConfig configure() {
    Properties properties = properties();
    // A process that is frozen inside a transaction would keep its locks, and with them the jobs
    // that others must run in its place; ours never pause for so long between two statements.
    properties.setProperty("options", "-c idle_in_transaction_session_timeout=8s");
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(outageGuard.guardDriver(wrapDriver.apply(driver(properties))));
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    pool.setValidationTimeout(VALIDATION_TIMEOUT_MS);
    return pool;
  }

  /** Without the pool's time limit: the lock of a migration idles while others migrate. */
  @Override
  public DataSource migrator(HikariDataSource pool) {
    return driver(properties());
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "ai-scheduler");
    // Seconds. Without them a node hangs for minutes on a server that vanished without closing
    // them.
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    return properties;
  }

  private DataSource driver(Properties properties) {
    return new DriverDataSource(
        settings.url(), null, properties, orNull(settings.username()), orNull(settings.password()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public DataSource front(HikariDataSource pool) {
    return outageGuard.guardPool(pool);
  }

  @Override
  public String shownUrl() {
    return settings.url().replaceAll("([?&]password=)[^&]*", "$1***");
  }
}
