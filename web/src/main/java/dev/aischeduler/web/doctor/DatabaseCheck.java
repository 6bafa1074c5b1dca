package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.DatabaseException;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the database answers; it is neither made nor migrated.
 *
 * @param work folder that relative paths start from
 */
record DatabaseCheck(Settings.Database settings, Path work) implements Check {

  @Override
  public List<Finding> look() {
    if (!Database.exists(settings, work)) {
      return List.of(
          Finding.ok("database", "there is none yet; the first start of the server makes it"));
    }
    try (Database database = Database.attach(settings, work)) {
      database.ping();
      return List.of(Finding.ok("database", database.jdbcUrl() + " answers"));
    } catch (DatabaseException e) {
      return List.of(
          Finding.problem(
              "database",
              String.valueOf(e.getMessage()),
              "start it, or correct database.url, database.username and database.password"));
    }
  }
}
