package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.workflow.definition.InputDefinition;
import dev.aischeduler.engine.workflow.definition.Problems;
import dev.aischeduler.engine.workflow.definition.RequestChecks;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import dev.aischeduler.engine.workflow.step.StepAction;
import dev.aischeduler.engine.workflow.template.Template;
import dev.aischeduler.engine.workflow.template.ValueType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What steps of this node can do: jobs of its task types, and actions. Thread-safe. */
final class KnownSteps implements RequestChecks {
  private final Map<TaskType, TaskHandler<?>> handlers;
  private final Map<String, StepAction> actions;

  KnownSteps(Map<TaskType, TaskHandler<?>> handlers, List<StepAction> actions) {
    this.handlers = handlers;
    this.actions =
        actions.stream().collect(Collectors.toMap(StepAction::name, Function.identity()));
  }

  /** The action of this name; it was checked that there is one, by a node of this version. */
  StepAction action(String name) {
    StepAction action = actions.get(name);
    if (action == null) {
      throw new IllegalArgumentException("this node knows no step " + name);
    }
    return action;
  }

  @Override
  public void check(StepDefinition step, Map<String, InputDefinition> inputs, Problems problems) {
    String path = "steps." + step.name();
    if (step.work() instanceof StepDefinition.ActionWork work) {
      StepAction action = actions.get(work.kind());
      if (action == null) {
        List<String> known = new ArrayList<>(actions.keySet());
        known.add("task");
        problems.add(
            path + "." + work.kind(),
            "unknown field"
                + Suggestion.phrase(work.kind(), known)
                + "; a step has task, or one of "
                + actions.keySet().stream().sorted().collect(Collectors.joining(", ")));
        return;
      }
      action.check(work.settings(), path + "." + work.kind(), problems::add);
      if (step.forEach() != null) {
        problems.add(path + ".for_each", "is for steps with jobs; " + work.kind() + " takes lists");
      }
      return;
    }
    StepDefinition.JobWork job = (StepDefinition.JobWork) step.work();
    TaskHandler<?> handler = handlers.get(job.type());
    if (handler == null) {
      List<String> known = handlers.keySet().stream().map(TaskType::wireName).sorted().toList();
      problems.add(
          path + ".task",
          "unknown task type '"
              + job.type()
              + "'"
              + Suggestion.phrase(job.type().wireName(), known)
              + "; one of: "
              + String.join(", ", known));
      return;
    }
    Function<String, ValueType> types =
        name ->
            inputs.containsKey(name)
                ? Objects.requireNonNull(inputs.get(name)).type()
                : ValueType.ANY;
    request(handler, job.request(), path + ".request", types, problems);
  }

  private static void request(
      TaskHandler<?> handler,
      Template request,
      String path,
      Function<String, ValueType> inputs,
      Problems problems) {
    if (request instanceof Template.Fixed fixed) {
      noting(path, problems, () -> validate(handler, fixed.value()));
      return;
    }
    Map<String, RecordComponent> components = components(handler);
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    request
        .asMembers()
        .forEach(
            (name, member) -> {
              RecordComponent component = components.get(name);
              if (component == null) {
                problems.add(
                    path + "." + name,
                    "unknown field"
                        + Suggestion.phrase(name, components.keySet())
                        + "; allowed: "
                        + String.join(", ", components.keySet()));
              } else if (member instanceof Template.Fixed fixed) {
                known.set(name, fixed.value());
              } else if (!member.type(inputs).mayBe(type(component))) {
                problems.add(
                    path + "." + name,
                    "must be a "
                        + type(component).wireName()
                        + ", but is a "
                        + member.type(inputs).wireName());
              }
            });
    noting(path, problems, () -> StrictJson.read(known, handler.requestType()));
  }

  private static Map<String, RecordComponent> components(TaskHandler<?> handler) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent component : handler.requestType().getRecordComponents()) {
      String name = new PropertyNamingStrategies.SnakeCaseStrategy().translate(component.getName());
      components.put(name, component);
    }
    return components;
  }

  private static ValueType type(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == String.class) {
      return ValueType.TEXT;
    }
    if (type == Boolean.class || type == boolean.class) {
      return ValueType.BOOLEAN;
    }
    if (List.class.isAssignableFrom(type)) {
      return ValueType.LIST;
    }
    return Number.class.isAssignableFrom(type) || type == int.class || type == double.class
        ? ValueType.NUMBER
        : ValueType.ANY;
  }

  private static <R extends Record> void validate(TaskHandler<R> handler, JsonNode request) {
    handler.validate(StrictJson.read(request, handler.requestType()));
  }

  private static void noting(String path, Problems problems, Runnable check) {
    try {
      check.run();
    } catch (InvalidRequestException e) {
      problems.add(path + "." + e.field(), String.valueOf(e.getMessage()));
    } catch (JsonProblemException e) {
      String field = e.path().isEmpty() ? path : path + "." + e.path();
      problems.add(field, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (Outage.causedBy(e)) {
        throw e;
      }
      problems.add(path, String.valueOf(e.getMessage()));
    }
  }
}
