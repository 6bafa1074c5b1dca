package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.terminal.ProgressBar;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one job. */
@Command(name = "status", description = "Show a job; exit with 1 if it failed or was cancelled.")
public final class StatusCommand implements Callable<Integer> {
  private static final Set<String> LONG = Set.of("request", "result", "artifacts", "error");

  /** The bar is a quarter of this. */
  private static final int COLUMNS = 80;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the job.")
  private String id = "";

  @Override
  public Integer call() {
    JsonNode task = remote.client().get("/api/v1/task/status/" + JobIds.check(id));
    PrintWriter out = remote.out();
    if (remote.json()) {
      out.println(task.toPrettyString());
    } else {
      print(task, out);
    }
    String status = task.path("status").asText();
    boolean bad = status.equals("failed") || status.equals("cancelled");
    return bad ? ExitCodes.JOB_FAILED : ExitCodes.OK;
  }

  private static void print(JsonNode task, PrintWriter out) {
    out.println(
        new ProgressBar(
                task.path("type").asText(),
                task.path("progress").asDouble(),
                task.path("status").asText())
            .text(COLUMNS));
    for (Map.Entry<String, JsonNode> entry : task.properties()) {
      JsonNode value = entry.getValue();
      if (!value.isNull() && !LONG.contains(entry.getKey())) {
        out.printf(
            Locale.ROOT, "%-15s %s%n", entry.getKey(), value.isTextual() ? value.asText() : value);
      }
    }
    task.path("artifacts")
        .forEach(a -> out.printf(Locale.ROOT, "%-15s %s%n", "artifact", a.path("url").asText()));
    String text = task.path("result").path("text").asText("");
    out.print(text.isEmpty() ? "" : text + "\n");
    String error = task.path("error").path("message").asText("");
    out.print(error.isEmpty() ? "" : "error: " + error + "\n");
    out.flush();
  }
}
