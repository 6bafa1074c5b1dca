package dev.aischeduler.web.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bulk runs: many jobs of one manifest. Without a subcommand it lists them. */
@Command(
    name = "bulk",
    description = "Run many jobs of one manifest (CSV, JSON lines, OpenAI batch); list the runs.",
    subcommands = {
      BulkRunCommand.class,
      BulkStatusCommand.class,
      BulkResultsCommand.class,
      BulkCommand.ListRuns.class,
      BulkCommand.Pause.class,
      BulkCommand.Resume.class,
      BulkCommand.Cancel.class,
      BulkCommand.Restart.class,
      BulkCommand.Retry.class
    })
public final class BulkCommand implements Callable<Integer> {
  static final String PATH = "/api/v1/bulk";

  private static final Columns COLUMNS =
      new Columns(
          List.of("ID", "NAME", "STATUS", "DONE", "OK", "FAILED", "REJECTED", "CREATED", "NOTE"),
          BulkCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return list(remote, List.of(), 20);
  }

  private static int list(RemoteOptions remote, List<String> statuses, int limit) {
    StringBuilder path = new StringBuilder(PATH + "?limit=" + limit);
    statuses.forEach(status -> path.append("&status=").append(encoded(status)));
    return remote.printAll(remote.client().get(path.toString()), "runs", COLUMNS);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Path of a run. */
  static String path(String id) {
    return PATH + "/" + encoded(id);
  }

  private static List<String> cells(JsonNode run) {
    String error = Columns.text(run, "error");
    return List.of(
        Columns.text(run, "run_id"),
        Columns.text(run, "name"),
        Columns.text(run, "status"),
        BulkProgress.done(run) + "/" + run.path("total").asInt(),
        Columns.text(run, "succeeded"),
        Columns.text(run, "failed"),
        Columns.text(run, "rejected"),
        Columns.text(run, "created_at").replaceFirst("\\.\\d+", ""),
        error.equals("-") ? Columns.text(run, "note") : error);
  }

  private static int act(RemoteOptions remote, String id, String action) {
    JsonNode run = remote.client().post(path(id) + "/" + action, null, Map.of());
    return remote.print(run, COLUMNS);
  }

  /** Lists runs. */
  @Command(name = "list", description = "List bulk runs, newest first.")
  static final class ListRuns implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Option(
        names = "--status",
        split = ",",
        paramLabel = "STATUS",
        description = "Only these: queued, running, paused, succeeded, failed, cancelled.")
    private List<String> statuses = new ArrayList<>();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "At most N (default: 20).")
    private int limit = 20;

    @Override
    public Integer call() {
      return list(remote, statuses, limit);
    }
  }

  /** Pauses a run. */
  @Command(
      name = "pause",
      description = "Submit nothing further of a run; what is in flight goes on.")
  static final class Pause implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the run.")
    private String id = "";

    @Override
    public Integer call() {
      return act(remote, id, "pause");
    }
  }

  /** Resumes a run. */
  @Command(name = "resume", description = "Go on with a paused run.")
  static final class Resume implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the run.")
    private String id = "";

    @Override
    public Integer call() {
      return act(remote, id, "resume");
    }
  }

  /** Cancels a run. */
  @Command(name = "cancel", description = "End a run and cancel what is in flight.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the run.")
    private String id = "";

    @Override
    public Integer call() {
      return act(remote, id, "cancel");
    }
  }

  /** Restarts a run. */
  @Command(
      name = "restart",
      description = "Go on with a run that failed or was cancelled, where it was.")
  static final class Restart implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the run.")
    private String id = "";

    @Override
    public Integer call() {
      return act(remote, id, "restart");
    }
  }

  /** Runs failed items again. */
  @Command(name = "retry", description = "Run the failed items of a run that is over again.")
  static final class Retry implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the run.")
    private String id = "";

    @Override
    public Integer call() {
      return act(remote, id, "retry");
    }
  }
}
