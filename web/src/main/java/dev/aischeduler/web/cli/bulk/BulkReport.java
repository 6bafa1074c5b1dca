package dev.aischeduler.web.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import java.util.Locale;

/** A summary of a bulk run in sentences. */
final class BulkReport {
  private BulkReport() {}

  /** The text of a summary. */
  static String text(JsonNode summary) {
    JsonNode run = summary.path("run");
    StringBuilder text = new StringBuilder();
    text.append(Columns.text(run, "name"))
        .append(" (")
        .append(Columns.text(run, "run_id"))
        .append("): ")
        .append(Columns.text(run, "status"));
    if (run.hasNonNull("error")) {
      text.append(": ").append(Columns.text(run, "error"));
    }
    if (run.path("dry_run").asBoolean()) {
      int valid = 0;
      for (JsonNode count : run.path("valid")) {
        valid += count.asInt();
      }
      text.append("\n  dry run: ").append(valid).append(" rows valid, ");
      text.append(run.path("rejected").asInt()).append(" rejected");
      text.append(
          summary.hasNonNull("estimate_s")
              ? "; they would take about " + duration(summary.path("estimate_s").asDouble())
              : "; no estimate, since no job of such a type has succeeded lately");
      return text.toString();
    }
    text.append("\n  ").append(run.path("succeeded").asInt()).append(" succeeded, ");
    text.append(run.path("failed").asInt()).append(" failed, ");
    text.append(run.path("rejected").asInt()).append(" rejected, ");
    text.append(run.path("cancelled").asInt()).append(" cancelled, ");
    text.append(run.path("in_flight").asInt()).append(" in flight of ");
    text.append(run.path("total").asInt());
    if (summary.hasNonNull("seconds")) {
      text.append("\n  in ").append(duration(summary.path("seconds").asDouble()));
    }
    if (summary.hasNonNull("items_per_second")) {
      text.append(
          String.format(Locale.ROOT, ", %.2f/s", summary.path("items_per_second").asDouble()));
    }
    if (summary.hasNonNull("eta_s")) {
      text.append(", ").append(duration(summary.path("eta_s").asDouble())).append(" left");
    }
    percentiles(text, "waited", summary.path("wait_s"));
    percentiles(text, "ran", summary.path("run_s"));
    return text.toString();
  }

  private static void percentiles(StringBuilder text, String what, JsonNode values) {
    if (values.isObject()) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %s %.2f s (p50), %.2f s (p95)",
              what,
              values.path("p50").asDouble(),
              values.path("p95").asDouble()));
    }
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole % 3600 / 60);
  }
}
