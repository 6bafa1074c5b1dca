package dev.aischeduler.engine.bulkrun.manifest;

import dev.aischeduler.config.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the header of a CSV manifest says.
 *
 * @param delimiter between fields: comma, semicolon or tab
 * @param columns names of the columns in their order, each once
 */
public record CsvLayout(char delimiter, List<String> columns) {
  /** Most columns. */
  static final int MAX_COLUMNS = 200;

  private static final int MAX_NAME = 64;

  /** Copies the list. */
  public CsvLayout {
    columns = List.copyOf(columns);
  }

  /**
   * Reads a header. Commas part its names, unless there are none but semicolons or tabs.
   *
   * @param known names that columns may have
   * @throws ManifestException names line, column and remedy
   */
  static CsvLayout ofHeader(String header, long line, Set<String> known) {
    char delimiter = delimiter(header);
    List<String> names =
        CsvRows.cells(header, delimiter, MAX_COLUMNS, line).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String where = "column " + (i + 1);
      String name = names.get(i);
      if (name.isEmpty()) {
        throw new ManifestException(
            line, where + " has no name; name it in the header, or drop it");
      }
      if (!known.contains(name)) {
        String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name;
        throw new ManifestException(
            line,
            where
                + " has the unknown name '"
                + shown
                + "'"
                + Suggestion.phrase(shown, known)
                + "; known are "
                + String.join(", ", new TreeSet<>(known)));
      }
      if (!seen.add(name)) {
        throw new ManifestException(line, where + " is called '" + name + "' again; keep one");
      }
    }
    return new CsvLayout(delimiter, names);
  }

  private static char delimiter(String header) {
    for (char candidate : new char[] {',', ';', '\t'}) {
      if (header.indexOf(candidate) >= 0) {
        return candidate;
      }
    }
    return ',';
  }

  /** Number of a column, 1..; 0 for none of this name. */
  int column(String name) {
    return columns.indexOf(name) + 1;
  }
}
