package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.engine.workflow.template.TemplateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values that expressions of a run can name, loaded when they are. Confined to one thread. */
final class StepValues implements Function<String, JsonNode> {
  /** Characters of all results that are loaded in one turn. */
  private static final long MAX_CHARS = 50_000_000;

  private final WorkflowDefinition definition;
  private final StepTable table;
  private final JobStore jobs;
  private final ArtifactStore artifacts;
  private final ObjectNode inputs;
  private final Map<String, JsonNode> loaded = new HashMap<>();
  private long chars;

  StepValues(
      WorkflowDefinition definition,
      StepTable table,
      ObjectNode inputs,
      JobStore jobs,
      ArtifactStore artifacts) {
    this.definition = definition;
    this.table = table;
    this.inputs = inputs;
    this.jobs = jobs;
    this.artifacts = artifacts;
  }

  /** The value of a name; a missing node for none. */
  @Override
  public JsonNode apply(String name) {
    if (name.equals("inputs")) {
      return inputs;
    }
    JsonNode known = loaded.get(name);
    if (known == null) {
      known = definition.steps().containsKey(name) ? step(name) : MissingNode.getInstance();
      if (!known.isMissingNode()) {
        loaded.put(name, known);
      }
    }
    return known;
  }

  /** The same values, and those of one element of a list. */
  Function<String, JsonNode> with(JsonNode item, int index) {
    return name ->
        name.equals("item")
            ? item
            : name.equals("index") ? IntNode.valueOf(index) : this.apply(name);
  }

  private JsonNode step(String name) {
    WorkflowStep step = table.of(name);
    StepDefinition defined = definition.step(name);
    if (step.state() == StepState.SKIPPED || !table.isOver(name)) {
      return MissingNode.getInstance();
    }
    if (step.state() == StepState.FAILED && defined.fallback() != null) {
      return apply(Objects.requireNonNull(defined.fallback()));
    }
    if (step.result() != null) {
      return read(step.result());
    }
    Map<Integer, RunItem> items = table.items(name);
    List<UUID> ids = items.values().stream().map(RunItem::jobId).filter(Objects::nonNull).toList();
    Map<UUID, String> results = jobs.results(ids);
    Map<UUID, List<Artifact>> files = artifacts.listAll(ids);
    if (defined.forEach() == null) {
      RunItem item = items.get(0);
      return item == null ? failure(step.error()) : value(item, results, files);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    int count = step.jobs() == null ? 0 : step.jobs();
    for (int i = 0; i < count; i++) {
      RunItem item = items.get(i);
      list.add(item == null ? failure(step.error()) : value(item, results, files));
    }
    return list;
  }

  private JsonNode value(RunItem item, Map<UUID, String> results, Map<UUID, List<Artifact>> files) {
    UUID id = item.jobId();
    String result = id == null ? null : results.get(id);
    if (id == null || result == null || item.state() != ItemState.SUCCEEDED) {
      return failure(item.error());
    }
    ObjectNode value =
        read(result) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    value.put("task_id", id.toString());
    ArrayNode described = value.putArray("artifacts");
    for (Artifact artifact : files.getOrDefault(id, List.of())) {
      described.add(RunArtifacts.describe(artifact, false));
    }
    if (!described.isEmpty()) {
      value.set("artifact", described.get(0));
    }
    return value;
  }

  private static ObjectNode failure(@Nullable String error) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("error", error == null ? "it did not succeed" : error);
  }

  private JsonNode read(String json) {
    chars += json.length();
    if (chars > MAX_CHARS) {
      throw new TemplateException(
          "the results that are used are longer than " + MAX_CHARS + " characters together");
    }
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new TemplateException("a stored result cannot be read");
    }
  }
}
