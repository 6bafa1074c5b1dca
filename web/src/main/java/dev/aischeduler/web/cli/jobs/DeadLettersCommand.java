package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists failed jobs by type and error; runs them again. */
@Command(
    name = "dead-letters",
    description = "List failed jobs by type and error.",
    subcommands = DeadLettersCommand.Retry.class)
public final class DeadLettersCommand implements Callable<Integer> {
  private static final Columns COLUMNS =
      new Columns(
          List.of("COUNT", "TYPE", "ERROR_TYPE", "LAST_FAILED_AT", "LAST_MESSAGE"),
          DeadLettersCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return remote.printAll(remote.client().get("/api/v1/dead-letters"), "dead_letters", COLUMNS);
  }

  private static List<String> cells(JsonNode group) {
    return List.of(
        Columns.text(group, "count"),
        Columns.text(group, "type"),
        Columns.text(group, "error_type"),
        Columns.text(group, "last_failed_at"),
        Columns.text(group, "last_message"));
  }

  /** Runs failed jobs again. */
  @Command(name = "retry", description = "Run failed jobs again with new attempts.")
  static final class Retry implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();
    @Mixin private FilterOptions filter = new FilterOptions();

    @Option(names = "--yes", description = "Apply it; without this the jobs are only counted.")
    private boolean yes;

    @Override
    public Integer call() {
      return new BulkRequest(remote).run("retry", filter.filter(), null, yes);
    }
  }
}
