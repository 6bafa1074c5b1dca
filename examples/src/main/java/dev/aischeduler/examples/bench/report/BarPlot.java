package dev.aischeduler.examples.bench.report;

import java.util.List;
import java.util.Locale;

/** Throughput of the peers as horizontal bars, one group for each database. */
final class BarPlot {
  private static final int LEFT = 210;
  private static final int BAR_WIDTH = 400;
  private static final int STEP = 26;
  private static final String OURS = "#1f6feb";
  private static final String OTHERS = "#8c959f";

  private BarPlot() {}

  /** An SVG document; takes the last column (most workers) of the throughput sections. */
  static String of(Report report) {
    List<Section> sections =
        report.sections().stream().filter(s -> s.id().startsWith("throughput_")).toList();
    double most =
        sections.stream()
            .flatMap(s -> s.rows().stream())
            .mapToDouble(BarPlot::value)
            .max()
            .orElse(1);
    StringBuilder body = new StringBuilder();
    int y = 20;
    for (Section section : sections) {
      String column = section.columns().get(section.columns().size() - 1);
      text(body, 10, y + 4, "bold", section.title() + ", " + column);
      y += STEP;
      for (Row row : section.rows()) {
        bar(body, y, row, most, row.equals(section.rows().get(0)) ? OURS : OTHERS);
        y += STEP;
      }
      y += STEP / 2;
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" \
        font-size="13"><rect width="100%%" height="100%%" fill="white"/>
        %s</svg>
        """
        .formatted(LEFT + BAR_WIDTH + 80, y, body);
  }

  private static double value(Row row) {
    return row.cells().values().stream()
        .reduce((first, last) -> last)
        .map(Cell::median)
        .orElse(0.0);
  }

  private static void bar(StringBuilder body, int y, Row row, double most, String colour) {
    double value = value(row);
    int width = (int) Math.round(value / most * BAR_WIDTH);
    text(body, 20, y + 4, "normal", row.name());
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" fill=\"%s\"/>%n",
            LEFT,
            y - 9,
            Math.max(1, width),
            colour));
    text(body, LEFT + width + 6, y + 4, "normal", Numbers.text(value));
  }

  private static void text(StringBuilder body, int x, int y, String weight, String words) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>%n",
            x,
            y,
            weight,
            words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
