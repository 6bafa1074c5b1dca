package dev.aischeduler.bench;

import dev.aischeduler.bench.api.SubmitRates;
import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Section;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what the REST API costs. */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    description = {
      "Measure submissions over HTTP beside the same in process, on H2 and PostgreSQL.",
      "Takes up to ten minutes; with --quick three."
    })
final class ApiCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Shorter rounds.")
  private boolean quick;

  @Mixin private ReportOptions reports = new ReportOptions();

  @Mixin private DatabaseOptions bases = new DatabaseOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
    PrintWriter out = command.commandLine().getOut();
    Path scratch = reports.scratch();
    SubmitRates rates = new SubmitRates(Duration.ofSeconds(quick ? 3 : 10), 3);
    List<Databases> all = new ArrayList<>();
    try {
      bases.open(all, scratch);
      List<Section> sections = new ArrayList<>();
      for (Databases databases : all) {
        sections.add(rates.run(databases, scratch, new Progress(command.commandLine().getErr())));
      }
      Report report = new Report(Environment.describe(all, scratch), sections);
      List<Headline> headlines = headlines(report, all);
      reports.write("api", report, headlines, List.of(), out);
    } finally {
      all.forEach(Databases::close);
    }
    return 0;
  }

  private static List<Headline> headlines(Report report, List<Databases> all) {
    List<Headline> headlines = new ArrayList<>();
    for (Databases databases : all) {
      String id = SubmitRates.id(databases);
      report
          .cell(id, SubmitRates.HTTP, SubmitRates.RATE)
          .flatMap(
              http -> report.cell(id, SubmitRates.IN_PROCESS, SubmitRates.RATE).map(http::over))
          .ifPresent(cell -> headlines.add(new Headline(id + "_vs_in_process", cell, true, 0.6)));
      report
          .cell(id, SubmitRates.STATUS, SubmitRates.P99)
          .ifPresent(cell -> headlines.add(new Headline(id + "_status_p99_ms", cell, false, 10)));
    }
    return headlines;
  }
}
