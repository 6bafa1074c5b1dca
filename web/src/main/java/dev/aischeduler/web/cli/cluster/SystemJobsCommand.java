package dev.aischeduler.web.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists system jobs and cancels one. */
@Command(
    name = "system-jobs",
    description =
        "List the background work of the service: retention, large bulk actions, pulls of models.",
    subcommands = SystemJobsCommand.Cancel.class)
public final class SystemJobsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/system/jobs";
  private static final Columns COLUMNS =
      new Columns(List.of("ID", "KIND", "STATE", "DONE", "NODE", "NOTE"), SystemJobsCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--state", split = ",", paramLabel = "STATE", description = "Only these states.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind.")
  private @Nullable String kind;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most N (default: 20).")
  private int limit = 20;

  @Override
  public Integer call() {
    StringBuilder path = new StringBuilder(PATH + "?limit=" + limit);
    states.forEach(state -> path.append("&state=").append(encoded(state)));
    if (kind != null) {
      path.append("&kind=").append(encoded(kind));
    }
    return remote.printAll(remote.client().get(path.toString()), "system_jobs", COLUMNS);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> cells(JsonNode job) {
    String error = Columns.text(job, "error");
    String note = Columns.text(job, "note");
    return List.of(
        Columns.text(job, "id"),
        Columns.text(job, "kind"),
        Columns.text(job, "state"),
        Math.round(100 * job.path("progress").asDouble()) + " %",
        Columns.text(job, "node"),
        error.equals("-") ? note : note + " (" + error + ")");
  }

  /** Cancels a system job. */
  @Command(name = "cancel", description = "Cancel a system job; one that has ended stays as it is.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the system job.")
    private String id = "";

    @Override
    public Integer call() {
      String path = PATH + "/" + encoded(id) + "/cancel";
      return remote.print(remote.client().post(path, null, Map.of()), COLUMNS);
    }
  }
}
