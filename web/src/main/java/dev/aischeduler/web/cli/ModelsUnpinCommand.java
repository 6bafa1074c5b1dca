package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Let a model be evicted when its place is needed or it is idle for long. */
@Command(
    name = "unpin",
    description = "Let a model be evicted when its place is needed or it is idle for long.")
final class ModelsUnpinCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the model.")
  private String name = "";

  @Override
  public Integer call() {
    return ModelSteering.ask(remote, name, "unpin", Specs.out(spec));
  }
}
