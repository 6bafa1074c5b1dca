package dev.aischeduler.web.page.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.web.api.view.WorkflowArtifactView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow with its graph.
 *
 * @param steps in the order in which they are done
 * @param jobs by step
 * @param inputs JSON
 */
public record WorkflowRunView(
    Run run,
    StepGraph graph,
    List<WorkflowStep> steps,
    Map<String, List<RunItem>> jobs,
    String inputs,
    List<Output> outputs,
    List<WorkflowArtifactView> artifacts) {
  private static final int SHOWN = 12;

  /**
   * Something that the workflow was asked for.
   *
   * @param text the value; JSON unless it is a text
   * @param url where the file lies that it is; null for none
   */
  public record Output(String name, String text, @Nullable String url) {}

  static List<Output> outputs(JsonNode outputs) {
    return outputs.properties().stream()
        .map(field -> output(field.getKey(), field.getValue()))
        .toList();
  }

  private static Output output(String name, JsonNode value) {
    if (value.path("url").isTextual() && value.path("name").isTextual()) {
      return new Output(name, value.path("name").asText(), value.path("url").asText());
    }
    return new Output(name, value.isTextual() ? value.asText() : value.toPrettyString(), null);
  }

  /** The first jobs of a step. */
  public List<RunItem> jobsOf(String step) {
    return all(step).stream().limit(SHOWN).toList();
  }

  /** How many more jobs a step has than are shown. */
  public int hiddenJobs(String step) {
    return Math.max(0, all(step).size() - SHOWN);
  }

  private List<RunItem> all(String step) {
    return jobs.getOrDefault(step, List.of());
  }

  /** Where a step's box leads: its only job, or its row in the table. */
  public String link(String step) {
    List<RunItem> all = all(step);
    return all.size() == 1 && all.get(0).jobId() != null
        ? "/jobs/" + all.get(0).jobId()
        : "#step-" + step;
  }
}
