package dev.aischeduler.db.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as aligned columns. */
final class TableOutput {
  private static final int MAX_COLUMN_WIDTH = 60;

  private TableOutput() {}

  static void print(QueryResult result, PrintWriter out) {
    List<String> columns = result.columns();
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns);
    result.rows().forEach(row -> cells.add(row.stream().map(TableOutput::cell).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    printRow(columns, widths, out);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    printRow(rules, widths, out);
    cells.subList(1, cells.size()).forEach(row -> printRow(row, widths, out));
    int rows = result.rows().size();
    out.println(
        "("
            + rows
            + (rows == 1 ? " row" : " rows")
            + (result.truncated() ? ", more not shown)" : ")"));
  }

  private static void printRow(List<String> row, int[] widths, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (i > 0) {
        line.append("  ");
      }
      line.append(row.get(i)).append(" ".repeat(widths[i] - DisplayWidth.of(row.get(i))));
    }
    out.println(line.toString().stripTrailing());
  }

  /** Control characters would let stored text steer the terminal. */
  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
    return DisplayWidth.cut(text, MAX_COLUMN_WIDTH);
  }
}
