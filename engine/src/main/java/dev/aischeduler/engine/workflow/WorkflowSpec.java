package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;

/**
 * What a workflow run does, as it is stored with the run.
 *
 * @param definition the document of the definition
 * @param inputs a value for each input that has one
 */
record WorkflowSpec(JsonNode definition, ObjectNode inputs) {

  static WorkflowSpec of(String stored) {
    try {
      return Json.mapper().readValue(stored, WorkflowSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored workflow cannot be read", e);
    }
  }

  String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a workflow cannot be written as JSON", e);
    }
  }
}
