package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.engine.workflow.template.Template;
import dev.aischeduler.engine.workflow.template.TemplateException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a workflow was asked for: values, and artifacts as those of the run. */
final class WorkflowOutputs {
  private static final int LONGEST = 5_000_000;

  private final WorkflowDefinition definition;
  private final Function<String, JsonNode> values;
  private final RunArtifacts artifacts;

  WorkflowOutputs(
      WorkflowDefinition definition, Function<String, JsonNode> values, RunArtifacts artifacts) {
    this.definition = definition;
    this.values = values;
    this.artifacts = artifacts;
  }

  /**
   * The outputs.
   *
   * @param state of the run, with the member {@code outputs}
   * @param error why some could not be computed; null when all were
   */
  record Collected(String state, @Nullable String error) {}

  Collected collect() {
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    String error = null;
    for (Map.Entry<String, Template> entry : definition.outputs().entrySet()) {
      try {
        JsonNode value = entry.getValue().expand(values);
        outputs.set(entry.getKey(), kept(entry.getKey(), value));
      } catch (TemplateException e) {
        error = "output " + entry.getKey() + ": " + e.getMessage();
      }
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.set("outputs", outputs);
    String text = state.toString();
    return text.length() > LONGEST
        ? new Collected("{}", "the outputs are longer than " + LONGEST + " characters together")
        : new Collected(text, error);
  }

  /** An artifact of a job becomes one of the run, under the name of the output. */
  private JsonNode kept(String name, JsonNode value) {
    if (RunArtifacts.isArtifact(value)) {
      return linked(name, value);
    }
    if (value.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        list.add(kept(name + "-" + (i + 1), value.get(i)));
      }
      return list;
    }
    if (value.path("artifacts").isArray() && !value.path("artifacts").isEmpty()) {
      ObjectNode result = value.deepCopy();
      JsonNode first = linked(name, value.path("artifacts").get(0));
      result.set("artifact", first);
      result.remove("artifacts");
      return result;
    }
    return value;
  }

  private JsonNode linked(String name, JsonNode value) {
    Artifact artifact = artifacts.find(value).orElse(null);
    if (artifact == null || value.path("run_id").isTextual()) {
      return value;
    }
    int dot = artifact.name().lastIndexOf('.');
    String extension = dot < 0 ? "" : artifact.name().substring(dot);
    // a step's own artifact may have that name
    String target = "output-" + name + extension;
    Artifact linked =
        artifacts.link(target, artifact.mediaType(), artifact.size(), artifact.sha256());
    return RunArtifacts.describe(linked, true);
  }
}
