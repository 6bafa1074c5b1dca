package dev.aischeduler.web.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists deliveries of webhooks and begins some anew. */
@Command(
    name = "webhooks",
    description = "List deliveries of webhooks, newest first, or begin some anew.",
    subcommands = {WebhooksCommand.ListAll.class, WebhooksCommand.Replay.class})
public final class WebhooksCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/webhooks/deliveries";
  private static final Columns COLUMNS =
      new Columns(
          List.of("ID", "SUBJECT", "SUBJECT ID", "EVENT", "STATE", "ATTEMPT", "ANSWER"),
          WebhooksCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return list(remote, PATH + "?limit=20");
  }

  private static int list(RemoteOptions remote, String path) {
    return remote.printAll(remote.client().get(path), "deliveries", COLUMNS);
  }

  private static List<String> cells(JsonNode delivery) {
    String error = Columns.text(delivery, "error");
    return List.of(
        Columns.text(delivery, "id"),
        Columns.text(delivery, "subject"),
        Columns.text(delivery, "subject_id"),
        Columns.text(delivery, "event"),
        Columns.text(delivery, "state"),
        Columns.text(delivery, "attempt"),
        error.equals("-") ? Columns.text(delivery, "status_code") : error);
  }

  /** Lists deliveries. */
  @Command(name = "list", description = "List deliveries, newest first.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "Only this state: pending, delivered or failed.")
    private @Nullable String state;

    @Option(
        names = "--subject-id",
        paramLabel = "ID",
        description = "Only those of this job, bulk run or workflow.")
    private @Nullable String subjectId;

    @Option(names = "--after", paramLabel = "ID", description = "Only those older than this one.")
    private @Nullable String after;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "At most N (default: 20).")
    private int limit = 20;

    @Override
    public Integer call() {
      return list(
          remote,
          Addresses.of(
              PATH, "limit", limit, "state", state, "subject_id", subjectId, "after", after));
    }
  }

  /** Begins deliveries anew. */
  @Command(
      name = "replay",
      description = "Deliver again, whatever became of it, with every attempt before it.")
  static final class Replay implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of deliveries.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
      int exit = 0;
      for (String id : ids) {
        String path = PATH + "/" + Addresses.segment(id) + "/replay";
        exit = remote.print(remote.client().post(path, null, Map.of()), COLUMNS);
      }
      return exit;
    }
  }
}
