package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ProgressLine;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one job. */
@Command(name = "status", description = "Show a task; exits with 1 if it failed or was cancelled.")
final class StatusCommand implements Callable<Integer> {
  private static final Set<String> LONG = Set.of("request", "result", "artifacts", "error");

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "TASK_ID", description = "Id of the task.")
  private String id = "";

  @Override
  public Integer call() {
    JsonNode task = remote.client().get("/api/v1/task/status/" + Ids.check(id));
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
        ProgressLine.bar(
            task.path("type").asText(),
            task.path("progress").asDouble(),
            task.path("status").asText()));
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
