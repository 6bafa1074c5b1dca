package dev.aischeduler.web.cli.jobs;

import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels, retries or reprioritises all jobs that a filter selects. */
@Command(
    name = "action",
    description = "Cancel, retry or reprioritise all jobs that a filter selects.")
public final class ActionCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Parameters(
      paramLabel = "cancel|retry|reprioritise",
      description = "The action; retry applies to failed jobs unless --status says otherwise.")
  private String action = "";

  @Option(
      names = {"-p", "--priority"},
      paramLabel = "0..9",
      description = "New priority, for reprioritise.")
  private @Nullable Integer priority;

  @Option(names = "--yes", description = "Apply it; without this the jobs are only counted.")
  private boolean yes;

  @Override
  public Integer call() {
    return new BulkRequest(remote).run(action, filter.filter(), priority, yes);
  }
}
