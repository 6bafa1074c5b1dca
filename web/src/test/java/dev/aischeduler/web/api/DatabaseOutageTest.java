package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without its database the server still answers, and says when to try again. */
final class DatabaseOutageTest {

  @Test
  void requests_are_told_to_try_again_and_readiness_names_the_database() throws Exception {
    try (RunningApp app =
        RunningApp.start(
            Map.of(),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}))) {
      Http http = app.http();
      assertThat(http.get("/readyz").status()).isEqualTo(200);
      app.application().database().close();
      for (Answer answer :
          List.of(
              http.get("/api/v1/tasks"), http.post("/api/v1/llm/generate", "{\"prompt\":\"a\"}"))) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "SELECT");
      }
      assertThat(http.get("/readyz").json().path("database").asText()).isEqualTo("down");
      assertThat(http.get("/healthz").status()).isEqualTo(200);
    }
  }
}
