package dev.aischeduler.bench;

import dev.aischeduler.bench.isolation.Part;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Of share, first, tokens, speech (default: all).")
  private Set<String> only = new TreeSet<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
    Map<String, Part> parts = quick ? IsolationBench.quick() : IsolationBench.full();
    if (!parts.keySet().containsAll(only)) {
      throw new ParameterException(
          command.commandLine(), "--only takes names of " + parts.keySet());
    }
    PrintWriter out = command.commandLine().getOut();
    Path scratch = reports.scratch();
    Report report =
        IsolationBench.run(parts, only, scratch, new Progress(command.commandLine().getErr()));
    List<Headline> headlines = IsolationHeadlines.of(report);
    reports.write("isolation", report, headlines, Plots.isolation(report), out);
    return 0;
  }
}
