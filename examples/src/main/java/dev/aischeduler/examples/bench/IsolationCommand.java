package dev.aischeduler.examples.bench;

import dev.aischeduler.examples.bench.database.Folders;
import dev.aischeduler.examples.bench.isolation.TokenRate;
import dev.aischeduler.examples.bench.report.Headline;
import dev.aischeduler.examples.bench.report.JsonReport;
import dev.aischeduler.examples.bench.report.Report;
import dev.aischeduler.examples.bench.report.Section;
import dev.aischeduler.examples.bench.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what models that run side by side leave one another. */
@Command(
    name = "isolation",
    mixinStandardHelpOptions = true,
    description = {
      "Measure tokens per second of 1 to 16 chats at once, in a running batch, one at a time, and",
      "against a bare ONNX Runtime loop. Takes some minutes on a quiet machine."
    })
final class IsolationCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "One round of fewer chats; noisier.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Folder for database files; a real disk (default: the system's for temporaries).")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"));

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
    PrintWriter out = command.commandLine().getOut();
    Path scratch = Folders.createUntilExit(dir, "ai-scheduler-bench-");
    Section tokens =
        (quick ? TokenRate.quick() : TokenRate.full())
            .run(scratch, new Progress(command.commandLine().getErr()));
    Report report = new Report(Environment.describe(List.of(), scratch), List.of(tokens));
    List<Headline> headlines = headlines(report);
    out.print(TextReport.of(report, headlines));
    out.flush();
    if (json != null) {
      Files.writeString(json, JsonReport.of(report, headlines));
    }
    return 0;
  }

  /** The figures that the product is judged by. */
  static List<Headline> headlines(Report report) {
    List<Headline> found = new ArrayList<>();
    report
        .cell(TokenRate.ID, TokenRate.BATCHED, TokenRate.column(1))
        .ifPresent(
            single -> {
              report
                  .cell(TokenRate.ID, TokenRate.BATCHED, TokenRate.column(8))
                  .ifPresent(
                      eight -> found.add(new Headline("batch8_vs_1", eight.over(single), true, 3)));
              report
                  .cell(TokenRate.ID, TokenRate.BARE, TokenRate.column(1))
                  .ifPresent(
                      bare ->
                          found.add(new Headline("single_vs_bare", single.over(bare), true, 0.9)));
            });
    return found;
  }
}
