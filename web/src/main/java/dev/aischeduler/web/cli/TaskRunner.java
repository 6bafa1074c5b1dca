package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.client.ProgressLine;
import java.io.PrintWriter;
import java.util.Map;

/** Submits one job, follows it and tells how it ended. */
final class TaskRunner {
  private final ApiClient client;
  private final SubmitOptions options;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;

  TaskRunner(RemoteOptions remote, SubmitOptions options) {
    this.client = remote.client();
    this.options = options;
    this.json = remote.json();
    this.out = remote.out();
    this.err = remote.err();
  }

  /** Submits, waits and saves what the job produced. Returns the exit code. */
  int run(String path, ObjectNode body) {
    JsonNode task = submit(path, body);
    String id = task.path("task_id").asText();
    if (options.async()) {
      out.println(json ? task.toPrettyString() : id);
      return ExitCodes.OK;
    }
    ProgressLine progress = new ProgressLine(err, !json && Terminal.interactive());
    client.follow(
        "/api/v1/task/" + id + "/events",
        null,
        Map.of(),
        event -> {
          show(progress, client.get("/api/v1/task/status/" + id));
          return true;
        });
    progress.end();
    return finish(client.get("/api/v1/task/status/" + id));
  }

  /** Submits and prints the text as it is made. Returns the exit code. */
  int stream(String path, ObjectNode body) {
    options.addTo(body);
    body.put("stream", true);
    StreamedText text = new StreamedText(out);
    client.follow(path, body, options.headers(), text);
    return text.end(err);
  }

  private JsonNode submit(String path, ObjectNode body) {
    options.addTo(body);
    body.put("async", true);
    return client.post(path, body, options.headers());
  }

  private static void show(ProgressLine progress, JsonNode task) {
    String note = task.path("status").asText();
    for (String more : new String[] {"progress_note", "why_pending"}) {
      String text = task.path(more).asText("");
      note = text.isEmpty() || text.equals("null") ? note : note + ", " + text;
    }
    progress.show(task.path("type").asText(), task.path("progress").asDouble(), note);
  }

  private int finish(JsonNode task) {
    boolean succeeded = task.path("status").asText().equals("succeeded");
    if (succeeded) {
      new ResultFiles(client, err).save(task, options.output());
    }
    if (json) {
      out.println(task.toPrettyString());
    } else if (succeeded) {
      String text = task.path("result").path("text").asText("");
      out.println(task.path("artifacts").isEmpty() ? text : task.path("task_id").asText());
    } else {
      String why = task.path("error").path("message").asText("");
      err.println("the task " + task.path("status").asText() + (why.isEmpty() ? "" : ": " + why));
    }
    out.flush();
    return succeeded ? ExitCodes.OK : ExitCodes.JOB_FAILED;
  }
}
