package dev.aischeduler.db;

import com.zaxxer.hikari.HikariConfig;

/** What differs between databases when a pool is opened and closed. */
interface Pool {
  /** URL and options of the pool; sizes and time limits are set by the caller. */
  HikariConfig configure();

  /** URL for messages and other programs, without password. */
  String shownUrl();

  /** Called once the pool is open. */
  default void opened() {}

  /** Called once the pool is closed. */
  default void closed() {}
}
