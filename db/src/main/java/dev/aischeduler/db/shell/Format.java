package dev.aischeduler.db.shell;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How rows are printed. */
public enum Format {
  /** Aligned columns for a terminal; long values are cut. */
  TABLE {
    @Override
    void print(QueryResult result, PrintWriter out) {
      TableOutput.print(result, out);
    }
  },
  /** A JSON array of objects, one row a line. */
  JSON {
    @Override
    void print(QueryResult result, PrintWriter out) {
      JsonOutput.print(result, out);
    }
  },
  /** Comma-separated values with a header, as RFC 4180. */
  CSV {
    @Override
    void print(QueryResult result, PrintWriter out) {
      CsvOutput.print(result, out);
    }
  };

  abstract void print(QueryResult result, PrintWriter out);

  /** Lower-case name used on the command line. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with this wire name, or empty for an unknown name. */
  public static Optional<Format> fromWireName(String name) {
    return Arrays.stream(values()).filter(f -> f.wireName().equals(name)).findFirst();
  }
}
