package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import dev.aischeduler.web.GpuFinder;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import dev.aischeduler.web.doctor.Doctor;
import dev.aischeduler.web.doctor.Finding;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the machine and prints each finding with its remedy. */
@Command(
    name = "doctor",
    description = {
      "Check Java, memory, disk, database, port, certificate, GPUs, libraries and models; print remedies.",
      "Exit with 0 when all is fine and with 1 when something must be fixed; needs no server."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @Override
  public Integer call() {
    Settings settings = options.load().settings();
    Doctor doctor =
        new Doctor(
            settings,
            Home.ofProcess(),
            GpuFinder::ofMachine,
            CudaLibraries.ofProcess(GpuFinder.cache(settings.resources())),
            Clock.systemUTC());
    List<Finding> findings = doctor.examine();
    print(findings, json, Outputs.out(spec));
    return exitCode(findings);
  }

  /** 0 when nothing must be fixed, else 1. */
  static int exitCode(List<Finding> findings) {
    return problems(findings) == 0 ? ExitCodes.OK : ExitCodes.JOB_FAILED;
  }

  /** Prints findings for people or scripts. */
  static void print(List<Finding> findings, boolean json, PrintWriter out) {
    if (json) {
      Map<String, Object> all = Map.of("fine", problems(findings) == 0, "findings", findings);
      out.println(Json.mapper().valueToTree(all).toPrettyString());
    } else {
      findings.forEach(finding -> print(finding, out));
      long problems = problems(findings);
      out.println(
          problems == 0
              ? "everything is fine"
              : problems == 1 ? "1 thing to fix" : problems + " things to fix");
    }
    out.flush();
  }

  private static long problems(List<Finding> findings) {
    return findings.stream().filter(f -> f.state() == Finding.State.PROBLEM).count();
  }

  private static void print(Finding finding, PrintWriter out) {
    String state =
        finding.state() == Finding.State.PROBLEM
            ? "PROBLEM"
            : finding.state().name().toLowerCase(Locale.ROOT);
    out.printf(Locale.ROOT, "%-8s %-12s %s%n", state, finding.check(), finding.detail());
    if (!finding.remedy().isEmpty()) {
      out.printf(Locale.ROOT, "%-8s %-12s -> %s%n", "", "", finding.remedy());
    }
  }
}
