package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows failed tasks by type and cause; runs them again. */
@Command(
    name = "dead-letters",
    description = "Show failed tasks by type and cause.",
    subcommands = DeadLettersCommand.Retry.class)
final class DeadLettersCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return remote.printAll(
        remote.client().get("/api/v1/dead-letters"), "dead_letters", DeadLettersCommand::line);
  }

  private static String line(JsonNode group) {
    return String.format(
        Locale.ROOT,
        "%7d  %-5s  %-15s  %s  %s",
        group.path("count").asLong(),
        group.path("type").asText(),
        group.path("error_type").asText(),
        group.path("last_failed_at").asText(),
        group.path("last_message").asText().replaceAll("\\s+", " "));
  }

  /** Runs failed tasks again. */
  @Command(name = "retry", description = "Run failed tasks again with fresh attempts.")
  static final class Retry implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();
    @Mixin private FilterOptions filter = new FilterOptions();

    @Option(names = "--yes", description = "Do it; without this they are only counted.")
    private boolean yes;

    @Override
    public Integer call() {
      return new BulkRequest(remote).run("retry", filter.filter(), null, yes);
    }
  }
}
