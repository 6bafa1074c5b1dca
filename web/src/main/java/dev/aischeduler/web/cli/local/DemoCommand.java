package dev.aischeduler.web.cli.local;

import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.demo.Demo;
import dev.aischeduler.web.terminal.ProgressBars;
import dev.aischeduler.web.terminal.StandardStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole product in under a minute. */
@Command(
    name = "demo",
    description =
        "Start a scheduler with a fresh database, run jobs of all three types and show the results.")
public final class DemoCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "demo-output",
      description = "Folder for the results (default: demo-output).")
  private Path output = Path.of("demo-output");

  @Option(names = "--keep", description = "Serve until Enter is pressed, also without a terminal.")
  private boolean keep;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Outputs.out(spec);
    try (Demo demo = Demo.start(out, ProgressBars.onErrors(out), output)) {
      boolean succeeded = demo.run();
      if (keep || (StandardStreams.inputIsTerminal() && StandardStreams.errorIsTerminal())) {
        out.println("The dashboard is at " + demo.address() + "; press Enter to end.");
        out.flush();
        int ignored = System.in.read();
      }
      return succeeded ? ExitCodes.OK : ExitCodes.JOB_FAILED;
    }
  }
}
