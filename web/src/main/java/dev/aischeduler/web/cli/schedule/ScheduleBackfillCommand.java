package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts the fire times of a range. */
@Command(
    name = "backfill",
    description = "Start the fire times of a range of the past that were not started.")
final class ScheduleBackfillCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
  private String schedule = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "First instant, for example 2026-12-01T00:00:00Z.")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "TIME", description = "Last instant.")
  private String to = "";

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      description = "While a start has not ended: skip, buffer, allow (default), cancel_other.")
  private @Nullable String overlap;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N, at most 1000; the next call goes on behind them.")
  private @Nullable Integer limit;

  @Option(names = "--dry-run", description = "Only tell the fire times; start nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("from", from).put("to", to).put("overlap", overlap).put("limit", limit);
    body.put("dry_run", dryRun);
    return remote.print(
        remote.client().post(SchedulePaths.of(schedule) + "/backfill", body, Map.of()),
        ScheduleBackfillCommand::text);
  }

  private static String text(JsonNode answer) {
    boolean dryRun = answer.path("dry_run").asBoolean();
    int skipped = answer.path("skipped").size();
    StringBuilder text = new StringBuilder();
    if (dryRun) {
      answer.path("fire_times").forEach(time -> text.append(time.asText()).append('\n'));
    }
    text.append(answer.path("count").asInt())
        .append(dryRun ? " fire times would be started" : " fire times are started");
    return skipped == 0
        ? text.toString()
        : text.append(", ").append(skipped).append(" skipped").toString();
  }
}
