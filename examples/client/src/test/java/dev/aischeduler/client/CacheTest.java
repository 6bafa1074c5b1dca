package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Answers that have not changed are not sent again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CacheTest {
  private final RunningApp app = RunningApp.scripted(Map.of());

  @AfterAll
  void end() throws IOException {
    app.close();
  }

  @Test
  void a_file_is_sent_once_and_kept_unless_nobody_wants_that() {
    String url = app.http().address();
    try (AiScheduler client = Clients.of(url);
        AiScheduler without = AiScheduler.builder(url).cache(0).build()) {
      UUID id =
          client.generateLLM(LlmRequest.builder("files").build()).orThrow().taskId().orElseThrow();
      ClientResponse first = client.tasks().artifact(id, "notes.txt").orThrow();
      ClientResponse second = client.tasks().artifact(id, "notes.txt").orThrow();
      assertThat(first.isCached()).isFalse();
      assertThat(second.isCached()).isTrue();
      assertThat(second.bytes()).isEqualTo(first.bytes());
      assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
      assertThat(client.status(id).isCached()).isFalse();
      for (int i = 0; i < 2; i++) {
        assertThat(without.tasks().artifact(id, "notes.txt").orThrow().isCached()).isFalse();
      }
    }
  }

  @Test
  void what_has_changed_is_sent_again_and_what_was_not_asked_for_longest_goes_first() {
    ResponseCache cache = new ResponseCache(2);
    for (String path : new String[] {"a", "b"}) {
      cache.update(path, null, tagged("1"));
    }
    assertThat(cache.find("a")).isNotNull();
    cache.update("c", null, tagged("1"));
    assertThat(cache.find("b")).isNull();
    ResponseCache.Kept kept = cache.find("a");
    assertThat(cache.update("a", kept, tagged("2")).cached()).isFalse();
    assertThat(cache.find("a")).extracting(ResponseCache.Kept::tag).isEqualTo("2");
    cache.update("large", null, new Reply(200, tagged("1").headers(), new byte[300 << 10], false));
    assertThat(cache.find("large")).isNull();
  }

  private static Reply tagged(String tag) {
    return new Reply(
        200,
        java.net.http.HttpHeaders.of(Map.of("ETag", java.util.List.of(tag)), (n, v) -> true),
        new byte[1],
        false);
  }
}
