package dev.aischeduler.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for a terminal. */
public final class TextReport {
  private TextReport() {}

  /** The report as aligned tables. */
  public static String of(Report report, List<Headline> headlines) {
    StringBuilder text = new StringBuilder();
    report
        .environment()
        .forEach((k, v) -> text.append(String.format(Locale.ROOT, "%-12s %s%n", k, v)));
    for (Section section : report.sections()) {
      text.append('\n').append(section.title()).append('\n');
      text.append(align(table(section)));
    }
    text.append("\nHeadline figures\n").append(align(headlines(headlines)));
    return text.toString();
  }

  /** A section as rows of texts, the header first. */
  static List<List<String>> table(Section section) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(section.columns());
    lines.add(header);
    for (Row row : section.rows()) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      for (String column : section.columns()) {
        Cell cell = row.cells().get(column);
        line.add(cell == null ? "-" : Numbers.text(cell.median()));
      }
      lines.add(line);
    }
    return lines;
  }

  /** The headlines as rows of texts, the header first. */
  static List<List<String>> headlines(List<Headline> headlines) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("", "value", "spread", "target", "verdict"));
    for (Headline line : headlines) {
      lines.add(
          List.of(
              line.name(),
              Numbers.text(line.value()),
              line.spreadText(),
              line.targetText(),
              line.verdict()));
    }
    return lines;
  }

  private static String align(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        text.append(
            String.format(
                Locale.ROOT,
                ("  %" + (i == 0 ? "-" : "") + Math.max(1, width) + "s"),
                line.get(i)));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
