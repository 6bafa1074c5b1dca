package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.client.ApiClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts jobs, and changes them when the user has confirmed. */
final class BulkRequest {
  private static final String PATH = "/api/v1/tasks/actions";
  private final RemoteOptions remote;

  BulkRequest(RemoteOptions remote) {
    this.remote = remote;
  }

  /**
   * Runs an action on all jobs that a filter selects.
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
            ? matched + " jobs: " + action + " by system job " + job.path("id").asText()
            : yes
                ? answer.path("changed").asText() + " of " + matched + " jobs: " + action
                : matched + " jobs match; add --yes to " + action + " them";
    return remote.print(answer, any -> line);
  }
}
