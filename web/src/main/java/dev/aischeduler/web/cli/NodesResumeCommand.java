package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Let a node start tasks again. */
@Command(name = "resume", description = "Let a node start tasks again.")
final class NodesResumeCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "NODE", description = "Name of the node.")
  private String name = "";

  @Override
  public Integer call() {
    return NodeSteering.ask(remote, name, "resume");
  }
}
