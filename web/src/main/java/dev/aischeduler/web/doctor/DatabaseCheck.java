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
 * Whether the database accepts connections, and whether the size of an H2 file is reasonable. The
 * database is neither created nor migrated.
 *
 * @param work folder against which relative paths are resolved
 */
record DatabaseCheck(Settings.Database settings, Path work) implements Check {
  /** A file below this many bytes is never reported as too large for its disk. */
  private static final long LARGE = 1L << 30;

  /**
   * A file of more than this many times its content, plus {@link #ALLOWANCE}, should be compacted.
   */
  private static final long MAX_RATIO = 4;

  /** Bytes of unused space that any file may have. */
  private static final long ALLOWANCE = 128L << 20;

  @Override
  public List<Finding> look() {
    if (!Database.exists(settings, work)) {
      return List.of(
          Finding.ok("database", "it does not exist yet; the server creates it at first start"));
    }
    try (Database database = Database.attach(settings, work)) {
      database.ping();
      String detail = database.jdbcUrl() + " accepts connections";
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
   * Assesses the size of an H2 file.
   *
   * @param detail beginning of the finding's sentence
   * @param bytes size of the file
   * @param content bytes of it that are in use
   * @param free free bytes of its disk
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
    if (bytes > LARGE && bytes > free) {
      finding =
          Finding.problem(
              "database",
              sizes,
              "free disk space, or keep jobs and results for fewer days (retention.jobs_days,"
                  + " artifacts.retention_days)");
    } else if (bytes > MAX_RATIO * content + ALLOWANCE) {
      finding =
          Finding.note(
              "database",
              sizes,
              "stop the server with SIGTERM, which compacts the file, and start it again");
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
