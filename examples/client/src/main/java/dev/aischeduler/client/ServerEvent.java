package dev.aischeduler.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A server-sent event.
 *
 * @param id position; empty for none
 * @param name {@code message} when it has none
 */
record ServerEvent(String id, String name, String data) {
  /** The data as JSON; missing when it is none. */
  JsonNode json() {
    try {
      return Json.MAPPER.readTree(data);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
