package dev.aischeduler.web.cli.bulk;

import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a run does. */
@Command(
    name = "status",
    description = "Show how a bulk run does: counts, rate, time to go, waits and run times.")
final class BulkStatusCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the run.")
  private String id = "";

  @Option(names = "--watch", description = "Follow it until it is over.")
  private boolean watch;

  @Override
  public Integer call() {
    return watch
        ? BulkProgress.follow(remote, id)
        : remote.print(remote.client().get(BulkCommand.path(id) + "/summary"), BulkReport::text);
  }
}
