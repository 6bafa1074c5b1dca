package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the database answers; it is neither made nor migrated.
 *
 * @param work folder that relative paths start from
 */
record DatabaseCheck(Settings.Database settings, Path work) implements Check {
  private static final long MUCH = 1L << 30;
  private static final long WASTE = 4;
  private static final long SLACK = 128L << 20;

  @Override
  public List<Finding> look() {
    if (!Database.exists(settings, work)) {
      return List.of(
          Finding.ok("database", "there is none yet; the first start of the server makes it"));
    }
    try (Database database = Database.attach(settings, work)) {
      database.ping();
      String detail = database.jdbcUrl() + " answers";
      return List.of(
          database.size().isEmpty()
              ? Finding.ok("database", detail)
              : size(
                  detail,
                  database.size().getAsLong(),
                  database.contentSize().orElseThrow(),
                  free(database.file().orElseThrow())));
    } catch (DatabaseException e) {
      return List.of(
          Finding.problem(
              "database",
              String.valueOf(e.getMessage()),
              "start it, or correct database.url, database.username and database.password"));
    }
  }

  /**
   * Judges the size of an H2 file.
   *
   * @param free bytes that are left on its disk
   */
  static Finding size(String detail, long bytes, long content, long free) {
    String sizes =
        String.format(
            Locale.ROOT,
            "%s; its file takes %s for %s of content, %s are free on its disk",
            detail,
            Sizes.of(bytes),
            Sizes.of(content),
            Sizes.of(free));
    Finding finding;
    if (bytes > MUCH && bytes > free) {
      finding =
          Finding.problem(
              "database",
              sizes,
              "make room, or keep jobs and results for fewer days (retention.jobs_days,"
                  + " artifacts.retention_days)");
    } else if (bytes > WASTE * content + SLACK) {
      finding =
          Finding.note(
              "database",
              sizes,
              "stop the server in order (SIGTERM), which compacts the file, and start it again");
    } else {
      finding = Finding.ok("database", sizes);
    }
    return finding.with(Map.of("size", bytes, "content", content, "free", free));
  }

  private static long free(Path file) {
    try {
      return Files.getFileStore(file.resolveSibling(file.getFileName() + ".mv.db"))
          .getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
