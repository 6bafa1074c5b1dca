package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about nodes; alone it lists them. */
@Command(
    name = "nodes",
    description = "Look at the nodes that share the database, drain and resume them.",
    subcommands = {NodesListCommand.class, NodesDrainCommand.class, NodesResumeCommand.class})
final class NodesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return NodesListCommand.list(remote, Specs.out(spec));
  }
}
