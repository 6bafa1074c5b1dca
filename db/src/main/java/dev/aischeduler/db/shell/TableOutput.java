package dev.aischeduler.db.shell;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Rows as aligned columns. */
final class TableOutput {
  private static final int MAX_COLUMN_WIDTH = 60;

  private TableOutput() {}

  static void print(QueryResult result, PrintWriter out) {
    new TextTable(
            result.columns(),
            result.rows().stream()
                .map(row -> row.stream().map(TableOutput::cell).toList())
                .toList())
        .lines(true)
        .forEach(out::println);
    int rows = result.rows().size();
    out.println(
        "("
            + rows
            + (rows == 1 ? " row" : " rows")
            + (result.truncated() ? ", more not shown)" : ")"));
  }

  /** Control characters would let stored text steer the terminal. */
  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
    return TextTable.cut(text, MAX_COLUMN_WIDTH);
  }
}
