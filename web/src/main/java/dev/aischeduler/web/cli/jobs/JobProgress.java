package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.terminal.ProgressBar;
import dev.aischeduler.web.terminal.ProgressBars;
import java.util.List;
import java.util.Map;

/** Shows the progress of one job on standard error until it ends. */
record JobProgress(RemoteOptions remote) {

  /** Follows a job; returns it as it ended. */
  JsonNode follow(String id) {
    ApiClient client = remote.client();
    try (ProgressBars bars = bars()) {
      client.follow(
          "/api/v1/task/" + id + "/events",
          null,
          Map.of(),
          event -> {
            bars.show(List.of(bar(job(client, id))));
            return true;
          });
      JsonNode ended = job(client, id);
      bars.show(List.of(bar(ended)));
      return ended;
    }
  }

  private ProgressBars bars() {
    return remote.json() ? ProgressBars.lines(remote.err()) : ProgressBars.onErrors(remote.err());
  }

  private static JsonNode job(ApiClient client, String id) {
    return client.get("/api/v1/task/status/" + id);
  }

  private static ProgressBar bar(JsonNode job) {
    String note = job.path("status").asText();
    for (String more : new String[] {"progress_note", "why_pending"}) {
      String text = job.path(more).asText("");
      note = text.isEmpty() || text.equals("null") ? note : note + ", " + text;
    }
    return new ProgressBar(job.path("type").asText(), job.path("progress").asDouble(), note);
  }
}
