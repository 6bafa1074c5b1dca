package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Let a node start no more tasks; running ones go on. */
@Command(name = "drain", description = "Let a node start no more tasks; running ones go on.")
final class NodesDrainCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "NODE", description = "Name of the node.")
  private String name = "";

  @Override
  public Integer call() {
    return NodeSteering.ask(remote, name, "drain");
  }
}
