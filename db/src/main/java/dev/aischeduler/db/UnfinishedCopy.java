package dev.aischeduler.db;

import dev.aischeduler.db.failure.DatabaseException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The table that a database has while it is filled from another or from a backup. It tells how far
 * that is, and keeps servers away. It is no migration's: it is made for the copy and dropped with
 * its end.
 */
public final class UnfinishedCopy {
  /** Name of the table, in lower case. */
  public static final String TABLE = "unfinished_copy";

  /** The row of the copy itself; the others are named for their tables. */
  public static final String WHOLE = "*";

  private UnfinishedCopy() {}

  /** What a database is being filled from; empty when it is whole. */
  public static Optional<String> source(Database database) {
    return database
        .jdbi()
        .withHandle(
            h ->
                exists(h)
                    ? h.createQuery("SELECT place FROM unfinished_copy WHERE name = :whole")
                        .bind("whole", WHOLE)
                        .mapTo(String.class)
                        .findOne()
                        .or(() -> Optional.of("another database"))
                    : Optional.empty());
  }

  private static boolean exists(Handle h) {
    // the names as both databases store them: LOWER of H2 follows the machine's language
    return h.createQuery(
                "SELECT COUNT(*) FROM information_schema.tables"
                    + " WHERE table_schema = CURRENT_SCHEMA"
                    + " AND table_name IN ('unfinished_copy', 'UNFINISHED_COPY')")
            .mapTo(Long.class)
            .one()
        > 0;
  }

  /**
   * Refuses a database that is not whole.
   *
   * @throws DatabaseException if it holds a part of another
   */
  static void refuse(Database database) {
    Optional<String> source;
    try {
      source = source(database);
    } catch (JdbiException e) {
      throw new DatabaseException(
          "Cannot read the tables of " + database.jdbcUrl() + ": " + e.getMessage(), e);
    }
    if (source.isPresent()) {
      throw new DatabaseException(
          "Database "
              + database.jdbcUrl()
              + " holds an unfinished copy of "
              + source.get()
              + ". Run the same ai_scheduler db copy or db restore again until it says that it is"
              + " complete, or name another database with database.url");
    }
  }
}
