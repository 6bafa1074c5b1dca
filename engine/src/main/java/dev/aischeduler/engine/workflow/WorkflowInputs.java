package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.workflow.definition.InputDefinition;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import dev.aischeduler.engine.workflow.template.ValueType;

/** Fits the values that a workflow is started with to its inputs. */
final class WorkflowInputs {
  private static final int LONGEST = 1_000_000;

  private WorkflowInputs() {}

  /**
   * The values of all inputs. A text for an input of another type is read as JSON, so that a
   * command line can give each.
   *
   * @throws InvalidRequestException names the input
   */
  static ObjectNode of(WorkflowDefinition definition, ObjectNode given) {
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!definition.inputs().containsKey(name)) {
                throw new InvalidRequestException(
                    "inputs." + name,
                    "the workflow has no such input"
                        + Suggestion.phrase(name, definition.inputs().keySet()));
              }
            });
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (InputDefinition input : definition.inputs().values()) {
      JsonNode value = given.get(input.name());
      if (value == null || value.isNull()) {
        if (input.otherwise() == null) {
          throw new InvalidRequestException(
              "inputs." + input.name(), "is missing; it has no default");
        }
        values.set(input.name(), input.otherwise());
      } else {
        values.set(input.name(), fitting(input, value));
      }
    }
    if (values.toString().length() > LONGEST) {
      throw new InvalidRequestException(
          "inputs", "are longer than " + LONGEST + " characters; make them shorter");
    }
    return values;
  }

  private static JsonNode fitting(InputDefinition input, JsonNode value) {
    JsonNode read = value;
    if (value.isTextual() && !ValueType.TEXT.mayBe(input.type())) {
      try {
        read = StrictJson.tree(value.asText());
      } catch (JsonProblemException e) {
        throw wrong(input);
      }
    }
    if (!ValueType.of(read).mayBe(input.type())) {
      throw wrong(input);
    }
    return read;
  }

  private static InvalidRequestException wrong(InputDefinition input) {
    return new InvalidRequestException(
        "inputs." + input.name(), "must be a value of the type " + input.type().wireName());
  }
}
