package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Load a model into memory. */
@Command(name = "load", description = "Load a model into memory.")
final class ModelsLoadCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DeviceOption device = new DeviceOption();

  @Parameters(paramLabel = "NAME", description = "Name of the model.")
  private String name = "";

  @Override
  public Integer call() {
    return ModelSteering.ask(remote, name, "load" + device.query(), Specs.out(spec));
  }
}
