package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Let a node start no more tasks; running ones go on. */
@Command(name = "drain", description = "Let a node start no more tasks; running ones go on.")
final class NodesDrainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "NODE", description = "Name of the node.")
  private String name = "";

  @Override
  public Integer call() {
    return NodeSteering.ask(remote, name, "drain", Specs.out(spec));
  }
}
