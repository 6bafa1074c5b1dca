package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists workflows. */
@Command(name = "list", description = "List workflows, newest first.")
final class WorkflowListCommand implements Callable<Integer> {
  private static final Columns COLUMNS =
      new Columns(
          List.of("ID", "NAME", "STATUS", "STEPS", "JOBS", "CREATED", "NOTE"),
          WorkflowListCommand::cells);

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
    StringBuilder path = new StringBuilder(WorkflowText.PATH + "?limit=" + limit);
    statuses.forEach(status -> path.append("&status=").append(WorkflowText.encoded(status)));
    return remote.printAll(remote.client().get(path.toString()), "workflows", COLUMNS);
  }

  private static List<String> cells(JsonNode workflow) {
    String error = Columns.text(workflow, "error");
    String note = Columns.text(workflow, "note");
    return List.of(
        Columns.text(workflow, "run_id"),
        Columns.text(workflow, "name"),
        Columns.text(workflow, "status"),
        steps(workflow.path("steps")),
        Columns.text(workflow, "jobs"),
        Columns.text(workflow, "created_at"),
        error.equals("-") ? note : note + " (" + error + ")");
  }

  /** Those that are over, of all. */
  private static String steps(JsonNode counts) {
    int all = 0;
    for (JsonNode count : counts) {
      all += count.asInt();
    }
    int open = counts.path("waiting").asInt() + counts.path("running").asInt();
    return all == 0 ? "-" : (all - open) + "/" + all;
  }
}
