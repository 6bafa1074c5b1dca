package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Groups the commands about nodes; alone it lists them. */
@Command(
    name = "nodes",
    description = "Look at the nodes that share the database, drain and resume them.",
    subcommands = {NodesListCommand.class, NodesDrainCommand.class, NodesResumeCommand.class})
final class NodesCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return NodesListCommand.list(remote);
  }
}
