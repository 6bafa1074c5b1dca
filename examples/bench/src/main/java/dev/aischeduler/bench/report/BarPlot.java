package dev.aischeduler.bench.report;

import java.util.Locale;

/** Draws a plot as horizontal bars. */
final class BarPlot {
  private static final int LEFT = 250;
  private static final int BAR_WIDTH = 400;
  private static final int STEP = 26;
  private static final String OURS = "#1f6feb";
  private static final String OTHERS = "#8c959f";

  private BarPlot() {}

  /** An SVG document. */
  static String of(Plot plot) {
    double most =
        plot.groups().stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(Plot.Bar::value)
            .max()
            .orElse(1);
    StringBuilder body = new StringBuilder();
    int y = 20;
    for (Plot.Group group : plot.groups()) {
      text(body, 10, y + 4, "bold", group.title());
      y += STEP;
      for (Plot.Bar bar : group.bars()) {
        bar(body, y, bar, most);
        y += STEP;
      }
      y += STEP / 2;
    }
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" \
        font-size="13"><rect width="100%%" height="100%%" fill="white"/>
        %s</svg>
        """,
        LEFT + BAR_WIDTH + 80,
        y,
        body);
  }

  private static void bar(StringBuilder body, int y, Plot.Bar bar, double most) {
    int width = (int) Math.round(bar.value() / most * BAR_WIDTH);
    text(body, 20, y + 4, "normal", bar.name());
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" fill=\"%s\"/>%n",
            LEFT,
            y - 9,
            Math.max(1, width),
            bar.ours() ? OURS : OTHERS));
    text(body, LEFT + width + 6, y + 4, "normal", Numbers.text(bar.value()));
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
