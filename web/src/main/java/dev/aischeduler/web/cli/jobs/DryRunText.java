package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer to a dry run, in sentences. */
final class DryRunText {
  private DryRunText() {}

  /** Several lines, without a last line end. */
  static String of(JsonNode told) {
    List<String> lines = new ArrayList<>();
    lines.add(start(told));
    List<String> nodes = new ArrayList<>();
    told.path("nodes").forEach(node -> nodes.add(node.asText()));
    lines.add("nodes that could run it: " + (nodes.isEmpty() ? "none" : String.join(", ", nodes)));
    lines.add(cost(told.path("cost")));
    lines.add("nothing was submitted");
    return String.join("\n", lines);
  }

  private static String start(JsonNode told) {
    if (!told.path("task_id").isNull()) {
      return "would answer with job "
          + told.path("task_id").asText()
          + ", which is "
          + told.path("status").asText();
    }
    if (told.path("starts_now").asBoolean()) {
      return "would start now";
    }
    String when =
        told.path("starts_in_s").isNumber()
            ? "would start in about " + seconds(told.path("starts_in_s"))
            : "would wait";
    return when + ": " + told.path("why_pending").asText();
  }

  private static String cost(JsonNode cost) {
    String asks =
        cost.path("work").properties().stream()
            .map(unit -> unit.getKey() + " " + unit.getValue().asLong())
            .collect(Collectors.joining(", "));
    String runs =
        cost.path("run_s").isNumber()
            ? "jobs of its lane ran for " + seconds(cost.path("run_s")) + " lately"
            : "no job of its lane has run yet";
    return asks.isEmpty() ? runs : runs + "; asks for " + asks;
  }

  private static String seconds(JsonNode value) {
    return String.format(Locale.ROOT, "%.1f s", value.asDouble());
  }
}
