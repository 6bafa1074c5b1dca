package dev.aischeduler.bench.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A score as text: a table by suite, the conventions used, the lines that differ. */
public final class TextReport {
  private TextReport() {}

  /** The whole report, ending with a line end. */
  public static String of(TextScore score) {
    StringBuilder out = new StringBuilder();
    row(out, "suite", "lines", "equal", "by convention", "share");
    TextScore.Count all = new TextScore.Count(0, 0, 0);
    for (Map.Entry<String, TextScore.Count> suite : score.counts().entrySet()) {
      row(out, suite.getKey(), suite.getValue());
      all = all.plus(suite.getValue());
    }
    row(out, "all", all);
    out.append("\nconventions (docs/text.md)\n");
    score.uses().forEach((name, lines) -> row(out, name, Integer.toString(lines), "", "", ""));
    out.append("\nwhat differs: suite, written, said, expected\n");
    for (TextScore.Difference difference : score.differences()) {
      SuiteLine line = difference.line();
      out.append(
          String.join(
              "\t",
              List.of(
                  line.suite(),
                  line.input(),
                  difference.said(),
                  String.join(" | ", line.accepted()))));
      out.append('\n');
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, TextScore.Count count) {
    double share = 100.0 * (count.strict() + count.byConvention()) / Math.max(1, count.lines());
    row(
        out,
        name,
        Integer.toString(count.lines()),
        Integer.toString(count.strict()),
        Integer.toString(count.byConvention()),
        String.format(Locale.ROOT, "%.1f %%", share));
  }

  private static void row(
      StringBuilder out, String name, String lines, String equal, String other, String share) {
    out.append(
        String.format(Locale.ROOT, "%-28s %6s %6s %14s %8s", name, lines, equal, other, share)
            .stripTrailing());
    out.append('\n');
  }
}
