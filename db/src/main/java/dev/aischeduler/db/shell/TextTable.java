package dev.aischeduler.db.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;

/**
 * Aligned columns for people: as wide as their content, two apart, a column of numbers to the
 * right.
 *
 * @param header names of the columns
 * @param rows cells, as many in each row as there are columns
 */
public record TextTable(List<String> header, List<List<String>> rows) {
  private static final String GAP = "  ";
  private static final String NUMBER = "(-|-?[0-9][0-9.,]*( ?%)?)?";

  /** The header and the rows as lines. */
  public List<String> lines() {
    return lines(false);
  }

  /**
   * The header and the rows as lines.
   *
   * @param ruled true adds a rule below the header
   */
  List<String> lines(boolean ruled) {
    int[] widths = IntStream.range(0, header.size()).map(this::width).toArray();
    boolean[] right = new boolean[widths.length];
    for (int column = 0; column < right.length; column++) {
      right[column] = numeric(column);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths, right));
    if (ruled) {
      lines.add(String.join(GAP, IntStream.of(widths).mapToObj("-"::repeat).toList()));
    }
    rows.forEach(row -> lines.add(line(row, widths, right)));
    return lines;
  }

  /** The text, cut to at most {@code columns} of a terminal; a cut text ends with an ellipsis. */
  public static String cut(String text, int columns) {
    AttributedString whole = new AttributedString(text);
    return whole.columnLength() <= columns
        ? text
        : whole.columnSubSequence(0, columns - 1).toString() + "…";
  }

  private static String line(List<String> row, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String pad = " ".repeat(widths[column] - columns(cell));
      line.append(column == 0 ? "" : GAP).append(right[column] ? pad + cell : cell + pad);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> columns(row.get(column))).max().orElse(0);
    return Math.max(columns(header.get(column)), widest);
  }

  private boolean numeric(int column) {
    return rows.stream().allMatch(row -> row.get(column).matches(NUMBER))
        && rows.stream().anyMatch(row -> row.get(column).length() > 0);
  }

  /** Columns that text takes in a terminal: two for a Chinese character. */
  private static int columns(String text) {
    return new AttributedString(text).columnLength();
  }
}
