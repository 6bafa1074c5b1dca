package dev.aischeduler.web.cli;

import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares installed models with what was installed. */
@Command(
    name = "verify",
    description =
        "Check installed models: sizes, checksums, layout. Exits with 1 if one is damaged.")
final class ModelsVerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Models (default: all installed).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--graphs",
      description = "Open each ONNX graph too; needs about as much memory as the largest one.")
  private boolean graphs;

  @Override
  public Integer call() throws IOException {
    ModelTools tools = ModelTools.of(options.load().settings());
    PrintWriter out = Specs.out(spec);
    List<String> chosen = names.isEmpty() ? tools.installed() : names;
    if (chosen.isEmpty()) {
      out.println("no models are installed");
    }
    boolean damaged = false;
    for (String name : chosen) {
      List<String> problems = problems(tools, name);
      String origin = tools.hub().manifest(name).isPresent() ? "" : " (no manifest, layout only)";
      out.println(name + ": " + (problems.isEmpty() ? "ok" + origin : "damaged" + origin));
      problems.forEach(problem -> out.println("  " + problem));
      damaged |= !problems.isEmpty();
    }
    out.flush();
    return damaged ? ExitCodes.JOB_FAILED : ExitCodes.OK;
  }

  private List<String> problems(ModelTools tools, String name) throws IOException {
    List<String> problems = tools.hub().problems(name);
    if (problems.isEmpty() && graphs) {
      try {
        tools.hub().openGraphs(name, new OnnxRuntime(1));
      } catch (DamagedModelException e) {
        return List.of(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }
}
