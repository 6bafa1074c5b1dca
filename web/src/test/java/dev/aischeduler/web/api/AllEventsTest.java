package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stream of all jobs over HTTP. */
final class AllEventsTest {
  private static final String EVENTS = "/api/v1/events";

  @Test
  void who_comes_back_gets_what_was_missed_and_a_position_of_elsewhere_is_reset()
      throws IOException {
    try (RunningApp app = RunningApp.scripted(Map.of())) {
      Http http = app.http();
      String first = submit(http);
      assertThat(http.ended(first).path("status").asText()).isEqualTo("succeeded");
      assertThat(statesOf(http, EVENTS + "?after=0", first))
          .containsSubsequence("queued", "running", "succeeded");

      assertThat(http.get(EVENTS + "?after=x").status()).isEqualTo(400);
      assertThat(http.get(EVENTS, "Last-Event-ID", "x").status()).isEqualTo(400);

      List<JsonNode> reset = new ArrayList<>();
      new ApiClient(URI.create(http.address()), "")
          .follow(
              EVENTS + "?after=999999",
              null,
              Map.of(),
              event -> {
                if (event.name().equals("reset")) {
                  reset.add(event.data());
                }
                return !event.name().equals("position");
              });
      assertThat(reset).hasSize(1);
      assertThat(reset.get(0).path("reason").asText()).isEqualTo("unknown");
    }
  }

  private static String submit(Http http) {
    return http.post("/api/v1/llm/generate", "{\"prompt\":\"hello\"}")
        .json()
        .path("task_id")
        .asText();
  }

  /** The states of a job until its end, as the stream tells them. */
  private static List<String> statesOf(Http http, String path, String job) {
    List<String> states = new ArrayList<>();
    new ApiClient(URI.create(http.address()), "")
        .follow(
            path,
            null,
            Map.of(),
            event -> {
              String status = event.data().path("data").path("status").asText();
              if (event.data().path("task_id").asText().equals(job) && !status.isEmpty()) {
                states.add(status);
              }
              return !status.equals("succeeded");
            });
    return states;
  }
}
