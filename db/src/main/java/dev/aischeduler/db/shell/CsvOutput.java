package dev.aischeduler.db.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180: CRLF line ends, quotes where needed, null as nothing. */
final class CsvOutput {
  private CsvOutput() {}

  static void print(QueryResult result, PrintWriter out) {
    out.print(result.columns().stream().map(CsvOutput::field).collect(line()));
    for (List<@Nullable Object> row : result.rows()) {
      out.print(row.stream().map(CsvOutput::field).collect(line()));
    }
    out.flush();
  }

  private static Collector<CharSequence, ?, String> line() {
    return Collectors.joining(",", "", "\r\n");
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
