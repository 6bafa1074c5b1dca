package dev.aischeduler.examples.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report for the documentation. */
public final class MarkdownReport {
  private static final String BEGIN = "<!-- figures: begin (ai_scheduler bench queue --docs) -->\n";
  private static final String END = "<!-- figures: end -->\n";

  private MarkdownReport() {}

  /**
   * Replaces the figures in {@code benchmarks.md} and the plot {@code images/bench-queue.svg}.
   *
   * @param docs the documentation's folder
   */
  public static void write(Path docs, Report report, List<Headline> headlines) {
    Path page = docs.resolve("benchmarks.md");
    try {
      String old = Files.readString(page);
      int begin = old.indexOf(BEGIN);
      int end = old.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalStateException(page + " has no marks between which the figures belong");
      }
      String text =
          old.substring(0, begin + BEGIN.length()) + of(report, headlines) + old.substring(end);
      Files.writeString(page, text);
      Path images = Files.createDirectories(docs.resolve("images"));
      Files.write(
          images.resolve("bench-queue.svg"), BarPlot.of(report).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + page, e);
    }
  }

  /** Tables with their notes. */
  static String of(Report report, List<Headline> headlines) {
    StringBuilder text = new StringBuilder("\n| machine and versions | |\n|---|---|\n");
    report.environment().forEach((k, v) -> text.append("| %s | %s |\n".formatted(k, v)));
    text.append("\n![No-op throughput of the peers](images/bench-queue.svg)\n");
    text.append("\n### Headline figures\n\n").append(table(TextReport.headlines(headlines)));
    for (Section section : report.sections()) {
      text.append("\n### ").append(section.title()).append("\n\n").append(section.note());
      text.append("\n\n").append(table(TextReport.table(section)));
    }
    return text.append('\n').toString();
  }

  private static String table(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---").append("|---:".repeat(lines.get(0).size() - 1)).append("|\n");
      }
    }
    return text.toString();
  }
}
