package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.client.ApiClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts tasks first, and changes them when the user has said yes. */
final class BulkRequest {
  private static final String PATH = "/api/v1/tasks/actions";
  private final RemoteOptions remote;

  BulkRequest(RemoteOptions remote) {
    this.remote = remote;
  }

  /**
   * Runs an action on all tasks that a filter selects.
   *
   * @param yes false only counts
   */
  int run(String action, ObjectNode filter, @Nullable Integer priority, boolean yes) {
    ApiClient client = remote.client();
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("action", action).set("filter", filter);
    SubmitOptions.put(body, "priority", priority);
    JsonNode answer = client.post(PATH, body, Map.of());
    long matched = answer.path("matched").asLong();
    if (yes) {
      body.put("expected_count", matched);
      answer = client.post(PATH, body, Map.of());
    }
    JsonNode job = answer.path("system_job");
    String line =
        job.hasNonNull("id")
            ? matched + " tasks: " + action + " by system job " + job.path("id").asText()
            : yes
                ? answer.path("changed").asText() + " of " + matched + " tasks: " + action
                : matched + " tasks match; add --yes to " + action + " them";
    return remote.print(answer, any -> line);
  }
}
