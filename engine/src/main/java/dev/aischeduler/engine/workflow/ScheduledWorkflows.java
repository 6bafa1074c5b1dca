package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.schedule.targets.RunStarter;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.engine.workflow.definition.InvalidDefinitionException;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts workflows for schedules, whose definitions stand in the schedule. Thread-safe. */
public final class ScheduledWorkflows implements RunStarter {
  private final Workflows workflows;

  /**
   * What a schedule says of a workflow.
   *
   * @param definition as an object, or as text in YAML or JSON
   * @param inputs their values; null for none
   */
  record Document(
      JsonNode definition,
      @Nullable ObjectNode inputs,
      @Nullable String tenant,
      @Nullable String callbackUrl,
      @Nullable List<@Nullable String> callbackEvents) {
    CallbackTerms callback() {
      return new CallbackTerms(callbackUrl, callbackEvents);
    }
  }

  public ScheduledWorkflows(Workflows workflows) {
    this.workflows = workflows;
  }

  @Override
  public String kind() {
    return WorkflowKind.NAME;
  }

  @Override
  public void check(ObjectNode document) {
    Document read = read(document);
    workflows.inputs(definition(read), inputs(read));
    workflows.check(read.callback());
  }

  @Override
  public void start(UUID id, String name, ObjectNode document) {
    Document read = read(document);
    workflows.start(id, definition(read), inputs(read), read.tenant(), read.callback());
  }

  private static Document read(ObjectNode document) {
    try {
      return StrictJson.read(document, Document.class);
    } catch (JsonProblemException e) {
      throw new InvalidRequestException(
          e.path(), Objects.requireNonNullElse(e.getMessage(), "is refused"));
    }
  }

  private WorkflowDefinition definition(Document read) {
    try {
      return read.definition().isTextual()
          ? workflows.read(read.definition().textValue())
          : workflows.read(read.definition());
    } catch (InvalidDefinitionException e) {
      throw new InvalidRequestException("definition", String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode inputs(Document read) {
    return read.inputs() == null ? JsonNodeFactory.instance.objectNode() : read.inputs();
  }
}
