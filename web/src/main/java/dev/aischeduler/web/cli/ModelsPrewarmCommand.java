package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Load a model and run it once, so that the next job is fast. */
@Command(
    name = "prewarm",
    description = "Load a model and run it once, so that the next job is fast.")
final class ModelsPrewarmCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DeviceOption device = new DeviceOption();

  @Parameters(paramLabel = "NAME", description = "Name of the model.")
  private String name = "";

  @Override
  public Integer call() {
    return ModelSteering.ask(remote, name, "prewarm" + device.query(), Specs.out(spec));
  }
}
