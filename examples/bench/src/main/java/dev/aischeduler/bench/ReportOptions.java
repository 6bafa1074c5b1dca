package dev.aischeduler.bench;

import dev.aischeduler.bench.database.Folders;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.JsonReport;
import dev.aischeduler.bench.report.MarkdownReport;
import dev.aischeduler.bench.report.Plot;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a benchmark keeps its files, and where its figures go. */
final class ReportOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Write tables and plots into DIR/benchmarks.md and DIR/images.")
  private @Nullable Path docs;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Folder for database files; a real disk (default: the system's for temporaries).")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"));

  /** A fresh folder that goes with the process. */
  Path scratch() {
    return Folders.createUntilExit(dir, "ai-scheduler-bench-");
  }

  /**
   * Prints the report, and writes it where it was asked for.
   *
   * @param benchmark name of its command
   */
  void write(
      String benchmark, Report report, List<Headline> headlines, List<Plot> plots, PrintWriter out)
      throws IOException {
    out.print(TextReport.of(report, headlines));
    out.flush();
    if (json != null) {
      Files.writeString(json, JsonReport.of(report, headlines));
    }
    if (docs != null) {
      MarkdownReport.write(docs, benchmark, report, headlines, plots);
    }
  }
}
