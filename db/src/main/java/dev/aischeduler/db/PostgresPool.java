package dev.aischeduler.db;

import com.zaxxer.hikari.HikariConfig;
import dev.aischeduler.config.Settings;

/** PostgreSQL. Parameters in the URL win over the defaults here. */
record PostgresPool(Settings.Database settings) implements Pool {

  @Override
  public HikariConfig configure() {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(settings.url());
    if (!settings.username().isEmpty()) {
      pool.setUsername(settings.username());
    }
    if (!settings.password().isEmpty()) {
      pool.setPassword(settings.password());
    }
    pool.addDataSourceProperty("ApplicationName", "ai-scheduler");
    // Seconds. Without them a node hangs for minutes on a server that vanished without a word.
    pool.addDataSourceProperty("connectTimeout", "5");
    pool.addDataSourceProperty("socketTimeout", "60");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    return pool;
  }

  @Override
  public String shownUrl() {
    return settings.url().replaceAll("([?&]password=)[^&]*", "$1***");
  }
}
