package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(name = "list", description = "List tasks, newest first.")
final class ListCommand implements Callable<Integer> {
  /** The largest page that the server gives. */
  private static final int PAGE = 500;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--type", split = ",", paramLabel = "TYPE", description = "Only these.")
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
    PrintWriter out = remote.out();
    JsonNode page = page(Math.min(limit, PAGE), after);
    if (remote.json()) {
      out.println(page.toPrettyString());
      return ExitCodes.OK;
    }
    TaskTable table = new TaskTable(Clock.systemUTC().instant());
    int shown = print(page, table, true, out);
    // a page that had to look at many jobs may be short, or empty, and not the last one
    while (shown < limit && page.hasNonNull("next")) {
      page = page(Math.min(limit - shown, PAGE), page.path("next").asText());
      shown += print(page, table, shown == 0, out);
    }
    if (shown == 0) {
      out.println("no tasks");
    }
    return ExitCodes.OK;
  }

  private JsonNode page(int most, @Nullable String from) {
    StringBuilder path = new StringBuilder("/api/v1/tasks?limit=" + most);
    types.forEach(type -> add(path, "type", type));
    statuses.forEach(status -> add(path, "status", status));
    add(path, "tag", tag);
    add(path, "after", from);
    return remote.client().get(path.toString());
  }

  private static int print(JsonNode page, TaskTable table, boolean first, PrintWriter out) {
    if (first && !page.path("tasks").isEmpty()) {
      out.println(table.header());
    }
    page.path("tasks").forEach(task -> out.println(table.line(task)));
    return page.path("tasks").size();
  }

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=');
      path.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
