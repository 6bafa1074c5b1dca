package dev.aischeduler.web.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels, retries or reprioritises all tasks that a filter selects. */
@Command(
    name = "action",
    description = "Cancel, retry or reprioritise all tasks that a filter selects.")
final class ActionCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Parameters(
      paramLabel = "cancel|retry|reprioritise",
      description = "What to do; retry means failed tasks unless --status says otherwise.")
  private String action = "";

  @Option(
      names = {"-p", "--priority"},
      paramLabel = "0..9",
      description = "New priority, for reprioritise.")
  private @Nullable Integer priority;

  @Option(names = "--yes", description = "Do it; without this they are only counted.")
  private boolean yes;

  @Override
  public Integer call() {
    return new BulkRequest(remote).run(action, filter.filter(), priority, yes);
  }
}
