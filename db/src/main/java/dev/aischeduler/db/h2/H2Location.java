package dev.aischeduler.db.h2;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.failure.DatabaseException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an H2 URL points.
 *
 * @param file absolute path without the suffix {@code .mv.db}; null for a database in memory
 * @param memoryName name of a database in memory, empty for a file
 * @param options upper-case options of the URL, in order
 */
public record H2Location(@Nullable Path file, String memoryName, Map<String, String> options) {
  private static final String PREFIX = "jdbc:h2:";

  /**
   * Parses a URL.
   *
   * @param baseFolder folder against which a relative path is resolved
   * @throws DatabaseException for anything but a file or memory
   */
  public static H2Location of(String url, Path baseFolder) {
    String[] parts = url.substring(PREFIX.length()).split(";", -1);
    Map<String, String> options =
        Arrays.stream(parts)
            .skip(1)
            .filter(option -> !option.isBlank())
            .map(option -> option.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0].strip().toUpperCase(Locale.ROOT),
                    pair -> pair.length == 2 ? pair[1] : "",
                    (first, second) -> second,
                    LinkedHashMap::new));
    String place = parts[0];
    if (place.startsWith("mem:")) {
      return new H2Location(null, place.substring("mem:".length()), options);
    }
    String path = place.startsWith("file:") ? place.substring("file:".length()) : place;
    if (path.isEmpty() || path.matches("[a-z]{2,}:.*")) {
      throw new DatabaseException(
          "database.url \""
              + url
              + "\" is no H2 file; use jdbc:h2:file:<path>, or PostgreSQL for access over a network");
    }
    Path file =
        path.startsWith("~/")
            ? Path.of(System.getProperty("user.home"), path.substring(2))
            : baseFolder.resolve(path);
    return new H2Location(file.toAbsolutePath().normalize(), "", options);
  }

  /** URL for other programs of this machine: the file, shared while one of them has it open. */
  String clientUrl() {
    return file == null
        ? PREFIX + "mem:" + memoryName
        : PREFIX + "file:" + file + ";AUTO_SERVER=TRUE";
  }

  /** The configured user, by default H2's usual administrator. */
  String username(Settings.Database settings) {
    return settings.username().isEmpty() ? "sa" : settings.username();
  }

  /** The file with this suffix; only for a file database. */
  public Path sibling(String suffix) {
    if (file == null) {
      throw new IllegalStateException("A database in memory has no files");
    }
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
