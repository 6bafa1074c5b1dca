package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Jobs as lines of a table for people, with times relative to one moment. Immutable. */
record TaskTable(Instant now) {
  private static final String FORMAT = "%-36s  %-5s  %1s  %-9s  %4s  %9s  %-12s  %s";
  private static final int NODE = 12;

  /** What the columns are. */
  String header() {
    return String.format(
        Locale.ROOT,
        FORMAT,
        "TASK_ID",
        "TYPE",
        "P",
        "STATUS",
        "DONE",
        "CREATED",
        "NODE",
        "EXCERPT");
  }

  /** One job, as the server's list tells it. */
  String line(JsonNode task) {
    return String.format(
        Locale.ROOT,
        FORMAT,
        task.path("task_id").asText(),
        task.path("type").asText(),
        task.path("priority").asText(),
        task.path("status").asText(),
        Math.round(task.path("progress").asDouble() * 100) + "%",
        age(task.path("created_at").asText()),
        node(task.path("node").asText("")),
        task.path("excerpt").asText().replaceAll("\\s+", " "));
  }

  private static String node(String name) {
    if (name.isEmpty() || name.equals("null")) {
      return "-";
    }
    return name.length() > NODE ? name.substring(0, NODE - 1) + "~" : name;
  }

  /** For example {@code 12 s ago}; a clock that lags behind the server's shows 0 s. */
  private String age(String at) {
    try {
      long s = Math.max(0, Duration.between(Instant.parse(at), now).toSeconds());
      if (s < 60) {
        return s + " s ago";
      }
      if (s < 3600) {
        return s / 60 + " m ago";
      }
      return s < 2 * 86_400 ? s / 3600 + " h ago" : s / 86_400 + " d ago";
    } catch (DateTimeParseException e) {
      return "-";
    }
  }
}
