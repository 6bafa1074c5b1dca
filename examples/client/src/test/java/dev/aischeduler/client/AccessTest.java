package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.client.FakeServer.Answer;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys. */
final class AccessTest {
  private static final String KEY = "the-key-of-this-test";

  @Test
  void a_server_with_keys_answers_to_them_alone() throws IOException {
    try (RunningApp app = RunningApp.scripted(Map.of("security.api_key", KEY))) {
      String url = app.http().address();
      try (AiScheduler client = AiScheduler.builder(url).apiKey(KEY).build();
          AiScheduler wrong = AiScheduler.builder(url).apiKey("wrong").build();
          AiScheduler none = AiScheduler.connect(url)) {
        assertThat(client.generateLLM("hello", null, 0).orThrow().text()).isEqualTo("echo hello");
        for (AiScheduler other : new AiScheduler[] {wrong, none}) {
          ClientResponse refused = other.generateLLM("hello", null, 0);
          assertThat(refused.status()).isEqualTo(401);
          assertThat(refused.problem()).isPresent();
        }
        assertThat(client.toString()).contains(url).doesNotContain(KEY);
      }
    }
  }

  @Test
  void a_file_in_an_object_store_is_fetched_without_the_key(@TempDir Path folder)
      throws IOException {
    try (FakeServer store = new FakeServer(new Answer(200, "the file"));
        FakeServer server =
            new FakeServer(new Answer(302, "", "Location", store.url() + "/file?signed=yes"));
        AiScheduler client = AiScheduler.builder(server.url()).apiKey(KEY).build()) {
      Path file = folder.resolve("file");
      client.tasks().download(new UUID(1, 2), "file", file).orThrow();
      assertThat(file).hasContent("the file");
      assertThat(server.requests().get(0).authorization()).isEqualTo("Bearer " + KEY);
      assertThat(store.requests()).hasSize(1);
      assertThat(store.requests().get(0).authorization()).isNull();
      assertThat(store.requests().get(0).path()).isEqualTo("/file?signed=yes");
      // in memory as well
      assertThat(client.tasks().artifact(new UUID(1, 2), "file").orThrow().body())
          .isEqualTo("the file");
      assertThat(store.requests().get(1).authorization()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8080", "ftp://localhost", "http://user:secret@localhost", "http://"})
  void what_is_no_address_of_a_server_is_refused_without_telling_it(String url) {
    assertThatThrownBy(() -> AiScheduler.connect(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void what_makes_no_sense_or_would_send_the_key_elsewhere_is_refused() {
    AiScheduler.Builder builder = AiScheduler.builder("http://localhost:1");
    assertThatThrownBy(() -> builder.totalTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.cache(-1)).isInstanceOf(IllegalArgumentException.class);
    HttpClient follows =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    assertThatThrownBy(() -> builder.httpClient(follows))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.apiKey("a\r\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("a\r");
  }
}
