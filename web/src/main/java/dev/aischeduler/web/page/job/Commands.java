package dev.aischeduler.web.page.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.api.view.TaskView;

/** Writes commands for a POSIX shell. */
final class Commands {
  private Commands() {}

  /**
   * The curl line that submits a job as this one was.
   *
   * @param address of submissions of its type
   */
  static String curl(String address, TaskView task) {
    ObjectNode body = Json.mapper().createObjectNode();
    JsonNode request = task.request();
    if (request != null) {
      request.properties().stream()
          .filter(field -> !field.getValue().isNull())
          .forEach(field -> body.set(field.getKey(), field.getValue()));
    }
    body.put("priority", task.priority());
    if (!task.tags().isEmpty()) {
      body.set("tags", Json.mapper().valueToTree(task.tags()));
    }
    if (!task.tenant().equals("default")) {
      body.put("tenant", task.tenant());
    }
    return "curl -X POST "
        + quoted(address)
        + " -H 'Content-Type: application/json' -d "
        + quoted(body.toString());
  }

  /** A word of the shell, whatever it holds. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
