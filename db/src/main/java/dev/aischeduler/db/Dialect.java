package dev.aischeduler.db;

import dev.aischeduler.db.failure.DatabaseException;
import java.util.Locale;

/** The databases that the product runs on. */
public enum Dialect {
  /** Embedded H2: one node, a file next to it or (in tests) memory. */
  H2("jdbc:h2:"),
  /** PostgreSQL: one or several nodes. */
  POSTGRESQL("jdbc:postgresql:");

  private final String urlPrefix;

  Dialect(String urlPrefix) {
    this.urlPrefix = urlPrefix;
  }

  /**
   * The dialect of a JDBC URL.
   *
   * @throws DatabaseException if the URL names another database
   */
  public static Dialect of(String jdbcUrl) {
    for (Dialect dialect : values()) {
      if (jdbcUrl.startsWith(dialect.urlPrefix)) {
        return dialect;
      }
    }
    throw new DatabaseException(
        "database.url \""
            + jdbcUrl
            + "\" names no supported database; use jdbc:h2:file:<path> or"
            + " jdbc:postgresql://<host>/<database>");
  }

  /** Class path folder of this dialect's Flyway migrations. */
  String migrations() {
    return "db/migration/" + name().toLowerCase(Locale.ROOT);
  }
}
