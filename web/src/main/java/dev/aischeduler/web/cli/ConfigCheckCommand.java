package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the configuration. */
@Command(name = "check", description = "Check it; prints every problem and exits with 2 if any.")
final class ConfigCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Override
  public Integer call() {
    settings.load().warnings().forEach(warning -> Specs.err(spec).println("warning: " + warning));
    Specs.out(spec).println("the configuration is valid");
    return ExitCodes.OK;
  }
}
