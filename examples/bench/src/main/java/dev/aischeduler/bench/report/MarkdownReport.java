package dev.aischeduler.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The report for the documentation. */
public final class MarkdownReport {
  private static final String BEGIN = "<!-- figures: begin (ai_scheduler bench %s --docs) -->\n";
  private static final String END = "<!-- figures: end -->\n";

  private MarkdownReport() {}

  /**
   * Replaces the figures of one benchmark in {@code benchmarks.md}, and its plots in {@code
   * images}.
   *
   * @param docs the documentation's folder
   * @param benchmark name of its command, which its marks bear
   */
  public static void write(
      Path docs, String benchmark, Report report, List<Headline> headlines, List<Plot> plots) {
    Path page = docs.resolve("benchmarks.md");
    try {
      String old = Files.readString(page);
      String mark = String.format(Locale.ROOT, BEGIN, benchmark);
      int begin = old.indexOf(mark);
      int end = old.indexOf(END, Math.max(begin, 0));
      if (begin < 0 || end < 0) {
        throw new IllegalStateException(page + " has no marks between which the figures belong");
      }
      String text =
          old.substring(0, begin + mark.length())
              + of(report, headlines, plots)
              + old.substring(end);
      Files.writeString(page, text);
      Path images = Files.createDirectories(docs.resolve("images"));
      for (Plot plot : plots) {
        Files.writeString(images.resolve(plot.file()), BarPlot.of(plot));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + page, e);
    }
  }

  /** Tables with their notes. */
  private static String of(Report report, List<Headline> headlines, List<Plot> plots) {
    StringBuilder text = new StringBuilder("\n| machine and versions | |\n|---|---|\n");
    report
        .environment()
        .forEach((k, v) -> text.append(String.format(Locale.ROOT, "| %s | %s |\n", k, v)));
    plots.forEach(
        plot ->
            text.append(
                String.format(Locale.ROOT, "\n![%s](images/%s)\n", plot.title(), plot.file())));
    text.append("\n#### Headline figures\n\n").append(table(TextReport.headlines(headlines)));
    for (Section section : report.sections()) {
      text.append("\n#### ").append(section.title()).append("\n\n").append(section.note());
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
