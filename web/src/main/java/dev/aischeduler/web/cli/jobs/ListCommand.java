package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.RemoteOptions;
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
@Command(name = "list", description = "List jobs, newest first.")
public final class ListCommand implements Callable<Integer> {
  /** The largest page that the server gives. */
  private static final int PAGE = 500;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--type", split = ",", paramLabel = "TYPE", description = "Only these types.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--status", split = ",", paramLabel = "STATE", description = "Only these states.")
  private List<String> statuses = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "Only with this tag.")
  private @Nullable String tag;

  @Option(names = "--after", paramLabel = "ID", description = "Only jobs older than this one.")
  private @Nullable String after;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most N (default: 20).")
  private int limit = 20;

  @Override
  public Integer call() {
    PrintWriter out = remote.out();
    JsonNode page = page(Math.min(limit, PAGE), after);
    if (remote.json()) {
      out.println(page.toPrettyString());
      return ExitCodes.OK;
    }
    JobTable jobs = new JobTable(Clock.systemUTC().instant());
    page.path("tasks").forEach(jobs::add);
    // a page that had to look at many jobs may be short, or empty, and not the last one
    while (jobs.size() < limit && page.hasNonNull("next")) {
      page = page(Math.min(limit - jobs.size(), PAGE), page.path("next").asText());
      page.path("tasks").forEach(jobs::add);
    }
    if (jobs.size() == 0) {
      out.println("no jobs");
    } else {
      Outputs.print(jobs.table(), out);
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

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=');
      path.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
