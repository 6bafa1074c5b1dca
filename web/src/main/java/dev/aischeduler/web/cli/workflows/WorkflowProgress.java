package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.cli.options.RunFollower;
import dev.aischeduler.web.terminal.ProgressBar;
import dev.aischeduler.web.terminal.ProgressBars;
import java.util.List;
import java.util.Set;

/** Shows the progress of a workflow on standard error until it ends. */
record WorkflowProgress(RemoteOptions remote) {
  private static final Set<String> DONE = Set.of("succeeded", "failed", "skipped", "cancelled");

  /** Follows a workflow; returns it as it ended. */
  JsonNode follow(String id) {
    try (ProgressBars bars =
        remote.json() ? ProgressBars.lines(remote.err()) : ProgressBars.onErrors(remote.err())) {
      return RunFollower.follow(
          remote.client(), WorkflowText.path(id), now -> bars.show(List.of(bar(now))));
    }
  }

  private static ProgressBar bar(JsonNode workflow) {
    int done = 0;
    for (JsonNode step : workflow.path("steps")) {
      done += DONE.contains(step.path("state").asText()) ? 1 : 0;
    }
    double fraction = (double) done / Math.max(1, workflow.path("steps").size());
    String note = Columns.text(workflow, "note");
    String status = Columns.text(workflow, "status");
    return new ProgressBar("workflow", fraction, note.equals("-") ? status : status + ", " + note);
  }
}
