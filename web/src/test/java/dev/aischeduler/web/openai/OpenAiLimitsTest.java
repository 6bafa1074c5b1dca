package dev.aischeduler.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.RunningApp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that meet a limit of the server. */
final class OpenAiLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, '{\"messages\":[{\"role\":\"user\",\"content\":\"hang\"}]}'",
    "/v1/responses, '{\"input\":\"hang\"}'",
    "/v1/audio/speech, '{\"model\":\"tts-1\",\"input\":\"hang\",\"voice\":\"alloy\"}'",
    "/v1/images/generations, '{\"prompt\":\"hang\"}'",
  })
  void a_call_that_has_waited_its_time_names_the_job_which_goes_on(String path, String body)
      throws Exception {
    try (RunningApp app = RunningApp.scripted(Map.of("server.openai_wait_s", "1"))) {
      Answer answer = app.http().post(path, body);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.json().at("/error/code").asText()).isEqualTo("timeout");
      assertThat(answer.json().at("/error/message").asText())
          .contains("server.openai_wait_s", "do not send it again");
      assertThat(answer.header("X-Should-Retry")).isEqualTo("false");
      String task = "/api/v1/task/status/" + answer.header("X-Task-Id");
      assertThat(app.http().get(task).json().path("status").asText()).isEqualTo("running");
    }
  }

  @Test
  void more_choices_than_may_ever_wait_are_refused_by_their_name() throws Exception {
    try (RunningApp app = RunningApp.scripted(Map.of("lanes.llm.max_queued", "2"))) {
      Answer answer =
          app.http()
              .post(
                  "/v1/chat/completions",
                  "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"n\":3}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/error/param").asText()).isEqualTo("n");
      assertThat(answer.json().at("/error/message").asText()).contains("lanes.llm.max_queued");
    }
  }
}
