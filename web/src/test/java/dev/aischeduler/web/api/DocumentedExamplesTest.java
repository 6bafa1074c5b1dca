package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests of the documentation, word for word, on the real miniature models. */
@ExtendWith(RealApp.class)
final class DocumentedExamplesTest {
  private static final String CHAT = "/api/v1/llm/generate";
  private static final String SPEECH = "/api/v1/tts/synthesize";
  private static final String PICTURE = "/api/v1/image/generate";

  private final Http http;

  DocumentedExamplesTest(RunningApp app) {
    this.http = app.http();
  }

  @Test
  void a_chat_is_answered_with_its_text_and_the_model_really_used() {
    Answer answer =
        http.post(CHAT, "{\"prompt\":\"你好，请介绍一下自己\",\"model\":\"qwen2.5\",\"temperature\":0.7}");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode task = answer.json();
    assertThat(task.path("status").asText()).isEqualTo("succeeded");
    assertThat(task.path("model").asText()).isEqualTo("llm-mini");
    assertThat(task.path("result").path("text").asText()).contains("调度器");
    assertThat(task.path("priority").asInt()).isEqualTo(7);
  }

  @Test
  void speech_is_answered_with_a_wav_artifact() {
    Answer answer = http.post(SPEECH, "{\"text\":\"这是一段测试文本\",\"voice\":\"coqui\",\"speed\":1.0}");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode artifact = answer.json().path("artifacts").path(0);
    assertThat(artifact.path("media_type").asText()).isEqualTo("audio/wav");
    Answer file = http.get(artifact.path("url").asText());
    assertThat(file.header("Content-Type")).isEqualTo("audio/wav");
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(file.header("ETag")).isEqualTo("\"" + artifact.path("sha256").asText() + "\"");
    assertThat(file.body()).hasSize(artifact.path("size").asInt());
    assertThat(new String(file.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
  }

  @Test
  void a_picture_is_accepted_at_once_and_found_by_its_status() {
    Answer answer =
        http.post(
            PICTURE,
            "{\"prompt\":\"一只可爱的小猫\",\"width\":512,\"height\":512,\"use_turbo\":true,\"steps\":20}");
    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("task_id").asText();
    assertThat(answer.header("Location")).isEqualTo("/api/v1/task/status/" + id);
    JsonNode ended = http.ended(id);
    assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("succeeded");
    JsonNode artifact = ended.path("artifacts").path(0);
    assertThat(artifact.path("media_type").asText()).isEqualTo("image/png");
    assertThat(http.get(artifact.path("url").asText()).text()).contains("PNG");
  }

  @Test
  void the_resources_name_every_lane_and_the_device_share() {
    JsonNode resources = http.get("/api/v1/system/resources").json();
    assertThat(resources.path("lanes").findValuesAsText("lane"))
        .containsExactlyInAnyOrder("llm", "tts", "image");
    JsonNode device = resources.path("device_share").path("devices").path(0);
    assertThat(device.path("kind").asText()).isEqualTo("cpu");
    assertThat(device.path("lanes").findValuesAsText("lane")).containsExactly("llm", "image");
    assertThat(device.path("lanes").findValuesAsText("target_pct")).containsExactly("70", "30");
    assertThat(resources.path("gpus").isEmpty()).isTrue();
    assertThat(resources.path("device_note").asText()).contains("no NVIDIA driver", "the CPU");
  }

  @Test
  void sound_itself_is_answered_to_those_who_accept_only_that() {
    Answer answer =
        http.post(SPEECH, "{\"text\":\"Hello.\"}", "Accept", "audio/wav, application/json;q=0.1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("audio/wav");
    assertThat(answer.header("X-Task-Id")).isNotEmpty();
    assertThat(new String(answer.body(), 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WAVE");
  }

  @Test
  void a_known_etag_and_a_range_are_honoured() {
    JsonNode artifact =
        http.post(SPEECH, "{\"text\":\"Good morning.\"}").json().path("artifacts").path(0);
    String url = artifact.path("url").asText();
    String tag = "\"" + artifact.path("sha256").asText() + "\"";
    assertThat(http.get(url, "If-None-Match", tag).status()).isEqualTo(304);
    Answer part = http.get(url, "Range", "bytes=8-11");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("WAVE");
    assertThat(part.header("Content-Range"))
        .isEqualTo("bytes 8-11/" + artifact.path("size").asInt());
    assertThat(http.get(url, "Range", "bytes=99999999-").status()).isEqualTo(416);
    Answer head = http.send("HEAD", url, BodyPublishers.noBody());
    assertThat(head.header("Content-Length")).isEqualTo(artifact.path("size").asText());
  }

  @Test
  void streamed_tokens_add_up_to_the_text_of_the_result() {
    Answer answer =
        http.post(CHAT, "{\"prompt\":\"Hello! Who are you?\",\"stream\":true,\"temperature\":0}");
    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    var events = answer.events();
    String tokens =
        events.stream()
            .filter(event -> event.name().equals("token"))
            .map(event -> event.data().path("text").asText())
            .collect(Collectors.joining());
    Answer.Event last = events.get(events.size() - 1);
    assertThat(events.get(0).name()).isEqualTo("task");
    assertThat(last.name()).isEqualTo("result");
    assertThat(tokens).isNotEmpty();
    assertThat(last.data().path("result").path("text").asText()).isEqualTo(tokens);
  }

  @Test
  void every_example_of_the_contract_is_accepted_and_valid() {
    for (String path : new String[] {CHAT, SPEECH, PICTURE}) {
      assertThat(http.contract().examples("post", path)).isNotEmpty();
      for (JsonNode example : http.contract().examples("post", path)) {
        JsonNode schema = http.contract().requestSchema("post", path);
        assertThat(http.contract().errors(schema, example)).as(path + example).isEmpty();
        assertThat(http.post(path, example.toString()).status()).isBetween(200, 202);
      }
    }
  }
}
