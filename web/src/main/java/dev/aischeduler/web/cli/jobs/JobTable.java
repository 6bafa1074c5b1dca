package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.shell.TextTable;
import dev.aischeduler.web.cli.options.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Jobs as a table for people, with times relative to one moment. For one thread. */
final class JobTable {
  private static final List<String> HEADER =
      List.of("ID", "TYPE", "P", "STATUS", "AGE", "NODE", "EXCERPT");

  private final Instant now;
  private final List<List<String>> rows = new ArrayList<>();

  JobTable(Instant now) {
    this.now = now;
  }

  /** Adds a job, as the server's list has it. */
  void add(JsonNode job) {
    rows.add(
        List.of(
            Columns.text(job, "task_id"),
            Columns.text(job, "type"),
            Columns.text(job, "priority"),
            status(job),
            age(job.path("created_at").asText()),
            Columns.text(job, "node"),
            Columns.text(job, "excerpt")));
  }

  /** How many were added. */
  int size() {
    return rows.size();
  }

  /** The jobs in the order in which they were added. */
  TextTable table() {
    return new TextTable(HEADER, List.copyOf(rows));
  }

  /** For example {@code running 42%}. */
  private static String status(JsonNode job) {
    String status = Columns.text(job, "status");
    return status.equals("running")
        ? status + " " + Math.round(job.path("progress").asDouble() * 100) + "%"
        : status;
  }

  /** For example {@code 12 s}; a clock behind the server's gives 0 s. */
  private String age(String createdAt) {
    try {
      long s = Math.max(0, Duration.between(Instant.parse(createdAt), now).toSeconds());
      if (s < 60) {
        return s + " s";
      }
      if (s < 3600) {
        return s / 60 + " min";
      }
      return s < 2 * 86_400 ? s / 3600 + " h" : s / 86_400 + " d";
    } catch (DateTimeParseException e) {
      return "-";
    }
  }
}
