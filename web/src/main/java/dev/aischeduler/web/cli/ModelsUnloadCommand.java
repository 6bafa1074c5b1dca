package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Free a model; the next job that names it loads it again. */
@Command(name = "unload", description = "Free a model; the next job that names it loads it again.")
final class ModelsUnloadCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DeviceOption device = new DeviceOption();

  @Parameters(paramLabel = "NAME", description = "Name of the model.")
  private String name = "";

  @Override
  public Integer call() {
    return ModelSteering.ask(remote, name, "unload" + device.query(), Specs.out(spec));
  }
}
