package dev.aischeduler.web.cli.models;

import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Compares installed models with their manifests.
 *
 * @param graphs whether to open each ONNX graph too
 */
record ModelVerification(ModelTools tools, boolean graphs) {

  /**
   * Prints what is damaged.
   *
   * @param names of models; empty means all
   * @return the exit code
   */
  int verify(List<String> names, PrintWriter out) throws IOException {
    List<String> chosen = names.isEmpty() ? tools.installed() : names;
    if (chosen.isEmpty()) {
      out.println("no models are installed");
    }
    boolean damaged = false;
    for (String name : chosen) {
      List<String> problems = problems(name);
      String origin = tools.hub().manifest(name).isPresent() ? "" : " (no manifest, layout only)";
      out.println(name + ": " + (problems.isEmpty() ? "ok" + origin : "damaged" + origin));
      problems.forEach(problem -> out.println("  " + problem));
      damaged |= !problems.isEmpty();
    }
    out.flush();
    return damaged ? ExitCodes.JOB_FAILED : ExitCodes.OK;
  }

  private List<String> problems(String name) throws IOException {
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
