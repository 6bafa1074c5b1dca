package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.client.ApiClient;
import java.io.PrintWriter;
import java.util.function.Predicate;

/** Submits one job, follows it and prints its result. */
final class JobRunner {
  private final RemoteOptions remote;
  private final ApiClient client;
  private final SubmitOptions options;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Predicate<String> wanted;

  /** Saves every artifact of a job. */
  JobRunner(RemoteOptions remote, SubmitOptions options) {
    this(remote, options, type -> true);
  }

  /**
   * Saves some artifacts of a job.
   *
   * @param wanted tells by the media type which
   */
  JobRunner(RemoteOptions remote, SubmitOptions options, Predicate<String> wanted) {
    this.wanted = wanted;
    this.remote = remote;
    this.client = remote.client();
    this.options = options;
    this.json = remote.json();
    this.out = remote.out();
    this.err = remote.err();
  }

  /** Submits, waits and saves what the job produced. Returns the exit code. */
  int run(String path, ObjectNode body) {
    if (options.dryRun()) {
      return dryRun(path, body);
    }
    JsonNode task = submit(path, body);
    String id = task.path("task_id").asText();
    if (options.async()) {
      out.println(json ? task.toPrettyString() : id);
      return ExitCodes.OK;
    }
    return finish(new JobProgress(remote).follow(id));
  }

  /** Submits and prints the text while it is generated. Returns the exit code. */
  int stream(String path, ObjectNode body) {
    options.addTo(body);
    body.put("stream", true);
    StreamedText text = new StreamedText(out);
    client.follow(path, body, options.headers(), text);
    return text.end(err);
  }

  private int dryRun(String path, ObjectNode body) {
    options.addTo(body);
    body.put("dry_run", true);
    JsonNode told = client.post(path, body, options.headers());
    out.println(json ? told.toPrettyString() : DryRunText.of(told));
    out.flush();
    return ExitCodes.OK;
  }

  private JsonNode submit(String path, ObjectNode body) {
    options.addTo(body);
    body.put("async", true);
    return client.post(path, body, options.headers());
  }

  private int finish(JsonNode task) {
    boolean succeeded = task.path("status").asText().equals("succeeded");
    if (succeeded) {
      new ResultFiles(client, err, wanted).save(task, options.output());
    }
    if (json) {
      out.println(task.toPrettyString());
    } else if (succeeded) {
      String text = task.path("result").path("text").asText("");
      out.println(task.path("artifacts").isEmpty() ? text : task.path("task_id").asText());
    } else {
      String why = task.path("error").path("message").asText("");
      err.println("the job " + task.path("status").asText() + (why.isEmpty() ? "" : ": " + why));
    }
    out.flush();
    return succeeded ? ExitCodes.OK : ExitCodes.JOB_FAILED;
  }
}
