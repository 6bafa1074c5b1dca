package dev.aischeduler.bench;

import dev.aischeduler.bench.database.Folders;
import dev.aischeduler.bench.isolation.Part;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.JsonReport;
import dev.aischeduler.bench.report.MarkdownReport;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what models that run side by side leave one another. */
@Command(
    name = "isolation",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how chats, speech and pictures share this machine.",
      "Shares of the device, time to the first token, tokens per second, real-time factor.",
      "Needs a quiet machine for a quarter of an hour; with --quick for at most 5 minutes."
    })
final class IsolationCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Shorter and fewer rounds: ends within 5 minutes.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Write tables and plots into DIR/benchmarks.md and DIR/images.")
  private @Nullable Path docs;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Of share, first, tokens, speech (default: all).")
  private Set<String> only = new TreeSet<>();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Folder for database files; a real disk (default: the system's for temporaries).")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"));

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
    Map<String, Part> parts = quick ? IsolationBench.quick() : IsolationBench.full();
    if (!parts.keySet().containsAll(only)) {
      throw new ParameterException(
          command.commandLine(), "--only takes names of " + parts.keySet());
    }
    PrintWriter out = command.commandLine().getOut();
    Path scratch = Folders.createUntilExit(dir, "ai-scheduler-bench-");
    Report report =
        IsolationBench.run(parts, only, scratch, new Progress(command.commandLine().getErr()));
    List<Headline> headlines = IsolationHeadlines.of(report);
    out.print(TextReport.of(report, headlines));
    out.flush();
    if (json != null) {
      Files.writeString(json, JsonReport.of(report, headlines));
    }
    if (docs != null) {
      MarkdownReport.write(docs, "isolation", report, headlines, Plots.isolation(report));
    }
    return 0;
  }
}
