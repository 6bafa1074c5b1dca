package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists jobs. */
@Command(name = "list", description = "List tasks, newest first.")
final class ListCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--type", split = ",", paramLabel = "llm,tts,image", description = "Only these.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--status", split = ",", paramLabel = "STATE", description = "Only these states.")
  private List<String> statuses = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "Only tasks with this tag.")
  private @Nullable String tag;

  @Option(names = "--after", paramLabel = "TASK_ID", description = "Only tasks older than this.")
  private @Nullable String after;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N.")
  private int limit = 20;

  @Override
  public Integer call() {
    StringBuilder path = new StringBuilder("/api/v1/tasks?limit=" + limit);
    types.forEach(type -> add(path, "type", type));
    statuses.forEach(status -> add(path, "status", status));
    add(path, "tag", tag);
    add(path, "after", after);
    JsonNode page = remote.client().get(path.toString());
    PrintWriter out = Specs.out(spec);
    if (remote.json()) {
      out.println(page.toPrettyString());
    } else {
      page.path("tasks").forEach(task -> out.println(line(task)));
    }
    return ExitCodes.OK;
  }

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=');
      path.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  private static String line(JsonNode task) {
    return String.format(
        "%s  %-5s  p%s  %-9s  %3.0f%%  %s",
        task.path("task_id").asText(),
        task.path("type").asText(),
        task.path("priority").asText(),
        task.path("status").asText(),
        task.path("progress").asDouble() * 100,
        task.path("excerpt").asText().replaceAll("\\s+", " "));
  }
}
