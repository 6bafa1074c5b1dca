package dev.aischeduler.db.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** What differs between databases when a pool is opened and closed. */
public interface Pool {
  /** URL and options of the pool; the size is set by the caller. */
  HikariConfig configure();

  /** URL for messages and other programs, without password. */
  String shownUrl();

  /** What callers get connections from. */
  default DataSource front(HikariDataSource pool) {
    return pool;
  }

  /** What migrations get connections from. */
  default DataSource migrator(HikariDataSource pool) {
    return pool;
  }

  /** Called once the pool is open; a schema may be migrated after it. */
  default void opened() {}

  /**
   * Called once the schema is that of this version. What works on the database in the background,
   * and what lets others in, begins here: a migration bears nobody beside it.
   */
  default void migrated() {}

  /** Called once the pool is closed. */
  default void closed() {}
}
