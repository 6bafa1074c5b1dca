package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.engine.workflow.template.Template;
import dev.aischeduler.engine.workflow.template.ValueType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks definitions of workflows. Thread-safe. */
public final class DefinitionReader {
  static final int MAX_STEPS = 1000;
  private static final int MAX_INPUTS = 200;
  private static final int MAX_OUTPUTS = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  /** Words that expressions or {@code on_failure} use. */
  private static final List<String> RESERVED =
      List.of(
          "inputs",
          "item",
          "index",
          "true",
          "false",
          "null",
          "and",
          "or",
          "not",
          "fail",
          "continue");

  private final DefinitionText texts = new DefinitionText();
  private final RequestChecks requests;

  /**
   * A reader.
   *
   * @param requests knows the task types and other kinds of steps
   */
  public DefinitionReader(RequestChecks requests) {
    this.requests = requests;
  }

  /**
   * Reads a definition from YAML or JSON.
   *
   * @throws InvalidDefinitionException with all that is wrong
   */
  public WorkflowDefinition read(String text) {
    DefinitionText.Read read = texts.read(text);
    return read(read.tree(), new Problems(read.places()));
  }

  /**
   * Reads a definition that was parsed before.
   *
   * @throws InvalidDefinitionException with all that is wrong
   */
  public WorkflowDefinition read(JsonNode tree) {
    return read(tree, new Problems(Map.of()));
  }

  private WorkflowDefinition read(JsonNode tree, Problems problems) {
    if (!tree.isObject()) {
      problems.add("", "must be an object with name and steps");
      problems.refuse();
    }
    Fields fields = new Fields(tree, "", problems);
    fields.allow(List.of("name", "description", "inputs", "steps", "outputs"));
    String name = fields.text("name", 200);
    if (fields.value("name") == null) {
      problems.add("name", "is missing; give the workflow a name");
    }
    String description = fields.text("description", 2000);
    Map<String, InputDefinition> inputs = inputs(fields.value("inputs"), problems);
    Map<String, StepDefinition> steps = steps(fields.value("steps"), problems);
    Map<String, Template> outputs = outputs(fields.value("outputs"), problems);
    GraphChecks graph = new GraphChecks(inputs, steps, outputs, problems);
    List<String> order = graph.order();
    steps.values().forEach(step -> requests.check(step, inputs, problems));
    problems.refuse();
    return new WorkflowDefinition(
        Objects.requireNonNull(name),
        description,
        Collections.unmodifiableMap(inputs),
        Collections.unmodifiableMap(steps),
        order,
        Map.copyOf(graph.replaced()),
        Collections.unmodifiableMap(outputs),
        tree);
  }

  private static boolean isName(String name, String path, Problems problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          path, "a name is a letter or _ and at most 63 letters, digits or _ (ASCII) behind it");
      return false;
    }
    if (RESERVED.contains(name)) {
      problems.add(path, "'" + name + "' is a word of expressions; choose another name");
      return false;
    }
    return true;
  }

  private static Map<String, InputDefinition> inputs(@Nullable JsonNode node, Problems problems) {
    Map<String, InputDefinition> inputs = new LinkedHashMap<>();
    if (node == null) {
      return inputs;
    }
    if (!node.isObject() || node.size() > MAX_INPUTS) {
      problems.add("inputs", "must be an object of at most " + MAX_INPUTS + " inputs");
      return inputs;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String path = "inputs." + entry.getKey();
      if (isName(entry.getKey(), path, problems)) {
        inputs.put(entry.getKey(), input(entry.getKey(), entry.getValue(), path, problems));
      }
    }
    return inputs;
  }

  /** An object says type and default; any other value is the default. */
  private static InputDefinition input(
      String name, JsonNode value, String path, Problems problems) {
    if (!value.isObject()) {
      return new InputDefinition(name, ValueType.of(value), value.isNull() ? null : value, null);
    }
    Fields fields = new Fields(value, path, problems);
    fields.allow(List.of("type", "default", "description"));
    JsonNode otherwise = fields.value("default");
    String named = fields.text("type", 20);
    ValueType type = otherwise == null ? ValueType.ANY : ValueType.of(otherwise);
    if (named != null) {
      type = ValueType.of(named).orElse(null);
      if (type == null) {
        problems.add(
            fields.path("type"),
            "unknown type"
                + Suggestion.phrase(named, ValueType.names())
                + "; one of: "
                + String.join(", ", ValueType.names()));
        type = ValueType.ANY;
      }
    }
    if (otherwise != null && !ValueType.of(otherwise).mayBe(type)) {
      problems.add(fields.path("default"), "is not of the type " + type.wireName());
    }
    return new InputDefinition(name, type, otherwise, fields.text("description", 2000));
  }

  private static Map<String, StepDefinition> steps(@Nullable JsonNode node, Problems problems) {
    Map<String, StepDefinition> steps = new LinkedHashMap<>();
    if (node == null || !node.isContainerNode() || node.isEmpty() || node.size() > MAX_STEPS) {
      problems.add("steps", "must be 1 to " + MAX_STEPS + " steps");
      return steps;
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        add(entry.getKey(), entry.getValue(), "steps." + entry.getKey(), steps, problems);
      }
      return steps;
    }
    for (int i = 0; i < node.size(); i++) {
      String path = "steps[" + i + "]";
      JsonNode name = node.get(i).path("name");
      if (name.isTextual()) {
        String named = "steps." + name.asText();
        problems.alias(path, named);
        add(name.asText(), node.get(i), named, steps, problems);
      } else {
        problems.add(path, "lacks its name; each step of a list has one");
      }
    }
    return steps;
  }

  private static void add(
      String name,
      JsonNode node,
      String path,
      Map<String, StepDefinition> steps,
      Problems problems) {
    if (!isName(name, path, problems)) {
      return;
    }
    if (steps.containsKey(name)) {
      problems.add(path, "there is another step '" + name + "'; rename one");
      return;
    }
    StepDefinition step = new StepReader(name, node, path, problems).read();
    if (step != null) {
      steps.put(name, step);
    }
  }

  private static Map<String, Template> outputs(@Nullable JsonNode node, Problems problems) {
    Map<String, Template> outputs = new LinkedHashMap<>();
    if (node == null) {
      return outputs;
    }
    if (!node.isObject() || node.size() > MAX_OUTPUTS) {
      problems.add("outputs", "must be an object of at most " + MAX_OUTPUTS + " outputs");
      return outputs;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String path = "outputs." + entry.getKey();
      if (isName(entry.getKey(), path, problems)) {
        outputs.put(entry.getKey(), Template.of(entry.getValue(), path, problems::add));
      }
    }
    return outputs;
  }
}
