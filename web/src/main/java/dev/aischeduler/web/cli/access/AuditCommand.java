package dev.aischeduler.web.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Groups the commands about the audit. */
@Command(
    name = "audit",
    description = "Show who changed what.",
    subcommands = AuditCommand.ListEntries.class)
public final class AuditCommand {

  /** Lists the newest entries. */
  @Command(name = "list", description = "List the newest entries of the audit.")
  static final class ListEntries implements Callable<Integer> {
    private static final Columns COLUMNS =
        new Columns(
            List.of("AT", "CALLER", "TENANT", "ACTION", "TARGET", "OUTCOME", "ADDRESS", "DETAILS"),
            ListEntries::cells);

    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Option(names = "--caller", paramLabel = "NAME", description = "Only of this key or user.")
    private @Nullable String caller;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only of this tenant's callers.")
    private @Nullable String tenant;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Only from this time on, such as 2027-01-31T00:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before this time.")
    private @Nullable String until;

    @Option(names = "--after", paramLabel = "ID", description = "Only entries older than this one.")
    private @Nullable String after;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "At most N (default: 50).")
    private int limit = 50;

    @Override
    public Integer call() {
      String path =
          Addresses.of(
              "/api/v1/audit",
              "limit",
              limit,
              "caller",
              caller,
              "tenant",
              tenant,
              "since",
              since,
              "until",
              until,
              "after",
              after);
      return remote.printAll(remote.client().get(path), "entries", COLUMNS);
    }

    private static List<String> cells(JsonNode entry) {
      return List.of(
          Columns.text(entry, "at"),
          Columns.text(entry, "caller"),
          Columns.text(entry, "tenant"),
          Columns.text(entry, "action"),
          Columns.text(entry, "target"),
          Columns.text(entry, "outcome"),
          Columns.text(entry, "address"),
          Columns.text(entry, "details"));
    }
  }
}
