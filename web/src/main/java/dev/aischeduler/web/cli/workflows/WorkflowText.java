package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How workflows are shown to people. */
final class WorkflowText {
  static final String PATH = "/api/v1/workflows";

  /** How jobs of a workflow are listed. */
  static final Columns JOBS =
      new Columns(
          List.of("NUMBER", "STEP", "STATE", "JOB", "ERROR"),
          job ->
              List.of(
                  Columns.text(job, "number"),
                  Columns.text(job, "step"),
                  Columns.text(job, "state"),
                  Columns.text(job, "task_id"),
                  Columns.text(job, "error")));

  private static final Columns STEPS =
      new Columns(List.of("STEP", "KIND", "STATE", "JOBS", "ERROR"), WorkflowText::cells);

  private WorkflowText() {}

  /** Path of one. */
  static String path(String id) {
    return PATH + "/" + encoded(id);
  }

  /** A text as a part of a path or query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Prints a workflow: the server's JSON for scripts, else a line and a table of its steps. */
  static int print(RemoteOptions remote, JsonNode workflow) {
    if (!remote.json()) {
      remote.out().println(line(workflow));
    }
    return remote.json()
        ? remote.print(workflow, JsonNode::toPrettyString)
        : remote.printAll(workflow, "steps", STEPS);
  }

  /** What a workflow is and does. */
  static String line(JsonNode workflow) {
    String note = Columns.text(workflow, "note");
    String error = Columns.text(workflow, "error");
    return Columns.text(workflow, "run_id")
        + " "
        + Columns.text(workflow, "name")
        + ": "
        + Columns.text(workflow, "status")
        + (note.equals("-") ? "" : ", " + note)
        + (error.equals("-") ? "" : " (" + error + ")");
  }

  private static List<String> cells(JsonNode step) {
    return List.of(
        Columns.text(step, "name"),
        Columns.text(step, "kind"),
        Columns.text(step, "state"),
        Columns.text(step, "jobs"),
        Columns.text(step, "error"));
  }
}
