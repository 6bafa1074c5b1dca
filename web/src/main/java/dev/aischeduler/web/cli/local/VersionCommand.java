package dev.aischeduler.web.cli.local;

import dev.aischeduler.web.Version;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(name = "version", description = "Print the version of the product and of Java.")
public final class VersionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Outputs.out(spec)
        .println("ai_scheduler " + Version.current() + ", Java " + Runtime.version().feature());
    return ExitCodes.OK;
  }
}
