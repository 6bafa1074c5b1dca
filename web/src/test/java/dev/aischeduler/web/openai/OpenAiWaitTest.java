package dev.aischeduler.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.RunningApp;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls whose jobs take longer than {@code server.openai_wait_s}. */
final class OpenAiWaitTest {
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
}
