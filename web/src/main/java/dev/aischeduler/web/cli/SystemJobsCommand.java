package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists system jobs, and groups the command that cancels one. */
@Command(
    name = "system-jobs",
    description =
        "Show the background work of the service: clean-up, large bulk actions, pulls of models.",
    subcommands = SystemJobsCancelCommand.class)
final class SystemJobsCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--state", split = ",", paramLabel = "STATE", description = "Only these states.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind.")
  private @Nullable String kind;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N.")
  private int limit = 20;

  @Override
  public Integer call() {
    StringBuilder path = new StringBuilder("/api/v1/system/jobs?limit=" + limit);
    states.forEach(state -> path.append("&state=").append(encoded(state)));
    if (kind != null) {
      path.append("&kind=").append(encoded(kind));
    }
    JsonNode answer = remote.client().get(path.toString());
    return remote.printAll(answer, "system_jobs", SystemJobsCommand::line);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** For example {@code 7f1c… model-pull running 42 % node-a file 2 of 7, model.onnx: …}. */
  static String line(JsonNode job) {
    String error = job.path("error").asText("");
    return String.format(
        Locale.ROOT,
        "%s  %-12s %-9s %3.0f %%  %-12s %s%s",
        job.path("id").asText(),
        job.path("kind").asText(),
        job.path("state").asText(),
        100 * job.path("progress").asDouble(),
        job.path("node").asText("-"),
        job.path("note").asText(),
        error.isEmpty() || error.equals("null") ? "" : " (" + error + ")");
  }
}
