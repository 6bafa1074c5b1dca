package dev.aischeduler.bench;

import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.measure.Plan;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Measures the queue against other job engines on the same databases. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the queue on H2 and PostgreSQL against JobRunr, db-scheduler and the floor.",
      "Takes about three quarters of an hour; with --quick at most 12 minutes."
    })
final class QueueCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Fewer jobs and rounds: ends within 12 minutes.")
  private boolean quick;

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Of floor, throughput, start, cross, claim, bulk, scaling, scaling-work (default: all).")
  private Set<String> only = new TreeSet<>();

  @Mixin private DatabaseOptions bases = new DatabaseOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
    if (!QueueBench.MEASUREMENTS.keySet().containsAll(only)) {
      throw new ParameterException(
          command.commandLine(), "--only takes names of " + QueueBench.MEASUREMENTS.keySet());
    }
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    Plan plan = quick ? Plan.quick() : Plan.full();
    Path scratch = reports.scratch();
    List<Databases> databases = new ArrayList<>();
    try {
      bases.open(databases, scratch);
      Report report = QueueBench.run(databases, plan, only, scratch, new Progress(err));
      List<Headline> headlines = Headlines.of(report, plan);
      reports.write("queue", report, headlines, Plots.queue(report), out);
    } finally {
      databases.forEach(Databases::close);
    }
    return 0;
  }
}
