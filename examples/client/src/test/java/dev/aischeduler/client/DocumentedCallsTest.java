package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the documented C++ client, on the real miniature models. */
@ExtendWith(RealApp.class)
final class DocumentedCallsTest {
  private final String url;

  DocumentedCallsTest(RunningApp app) {
    this.url = app.http().address();
  }

  @Test
  void a_chat_is_answered_and_a_task_that_can_be_asked_for() {
    try (AiScheduler client = AiScheduler.connect(url)) {
      ClientResponse response = client.generateLLM("请介绍一下自己", "qwen2.5", 0.7);
      assertThat(response.isSuccess()).as(response.error()).isTrue();
      assertThat(response.body()).contains("\"task_id\"", response.text());
      assertThat(response.text()).isNotEmpty();
      UUID id = response.taskId().orElseThrow();
      Task task = client.status(id).task();
      assertThat(task.status()).isEqualTo(TaskStatus.SUCCEEDED);
      assertThat(task.text()).isEqualTo(response.text());
      assertThat(task.finishedAt()).isAfterOrEqualTo(task.createdAt());
    }
  }

  @Test
  void speech_is_a_sound(@TempDir Path folder) {
    try (AiScheduler client = AiScheduler.connect(url)) {
      ClientResponse response = client.synthesizeTTS("这是一段测试文本", "coqui", 1.0);
      UUID id = response.orThrow().taskId().orElseThrow();
      assertThat(response.task().artifacts()).extracting(Artifact::name).contains("speech.wav");
      Path sound = folder.resolve("speech.wav");
      assertThat(client.tasks().download(id, "speech.wav", sound).isSuccess()).isTrue();
      assertThat(sound)
          .binaryContent()
          .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII))
          .isEqualTo(client.tasks().artifact(id, "speech.wav").bytes());
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
  }

  @Test
  void the_callback_of_a_picture_is_told_when_it_is_drawn() throws Exception {
    try (AiScheduler client = AiScheduler.connect(url)) {
      CompletableFuture<ClientResponse> told = new CompletableFuture<>();
      client.generateImageAsync("一只可爱的小狗", told::complete, 128, 128, true, 2);
      ClientResponse response = told.get(60, TimeUnit.SECONDS);
      assertThat(response.isSuccess()).as(response.error()).isTrue();
      Artifact picture = response.task().artifacts().get(0);
      assertThat(picture.mediaType()).isEqualTo("image/png");
      byte[] bytes =
          client.tasks().artifact(response.taskId().orElseThrow(), picture.name()).bytes();
      assertThat(bytes)
          .hasSize((int) picture.size())
          .contains("PNG".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void resources_tell_of_lanes() {
    try (AiScheduler client = AiScheduler.connect(url + "/")) {
      assertThat(client.resources().json().path("lanes").findValuesAsText("lane"))
          .contains("llm", "tts", "image");
    }
  }

  @Test
  void a_text_comes_in_pieces_that_are_the_whole() {
    LlmRequest request =
        LlmRequest.builder("Tell me about cats.").maxTokens(12).temperature(0).seed(1).build();
    try (AiScheduler client = AiScheduler.connect(url);
        LlmStream stream = client.streamLLM(request)) {
      StringBuilder text = new StringBuilder();
      int pieces = 0;
      for (String piece : stream) {
        assertThat(stream.taskId()).isPresent();
        text.append(piece);
        pieces++;
      }
      assertThat(pieces).isGreaterThan(2);
      assertThat(stream.response().orThrow().text()).isEqualTo(text.toString());
      assertThat(stream.iterator().hasNext()).isFalse();
    }
  }
}
