package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many jobs in one request. */
final class BulkTasksTest {
  private static final String TASKS = "/api/v1/tasks";
  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() {
    app =
        RunningApp.start(
            Map.of("server.max_body_bytes", "2000", "server.max_bulk_body_bytes", "20000"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class)),
                    () -> {}));
    http = app.http();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static String tasks(String... tasks) {
    return "{\"tasks\":[" + String.join(",", tasks) + "]}";
  }

  @Test
  void tasks_of_every_type_are_taken_in_one_call_and_answered_in_order() {
    String keyed = "{\"type\":\"llm\",\"prompt\":\"a\",\"idempotency_key\":\"bulk-1\"}";
    Answer answer = http.post(TASKS, tasks(keyed, "{\"type\":\"tts\",\"text\":\"b\"}", keyed));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode sent = answer.json();
    assertThat(sent.path("count").asInt()).isEqualTo(3);
    assertThat(sent.path("created").asInt()).isEqualTo(2);
    JsonNode ids = sent.path("task_ids");
    assertThat(ids.path(2)).isEqualTo(ids.path(0));
    assertThat(http.ended(ids.path(0).asText()).path("type").asText()).isEqualTo("llm");
    assertThat(http.ended(ids.path(1).asText()).path("type").asText()).isEqualTo("tts");
    String other = "{\"type\":\"llm\",\"prompt\":\"c\",\"idempotency_key\":\"bulk-1\"}";
    assertThat(http.post(TASKS, tasks(other)).status()).isEqualTo(409);
  }

  @Test
  void an_action_counts_first_and_then_changes_no_more_than_were_counted() {
    String path = "/api/v1/tasks/actions";
    http.post("/api/v1/lanes/tts/pause");
    String task = "{\"type\":\"tts\",\"text\":\"b\",\"tags\":[\"many\"]}";
    http.post(TASKS, tasks(task, task, task));
    String filter = "{\"action\":\"cancel\",\"filter\":{\"type\":\"tts\",\"tags\":\"many\"}";
    JsonNode counted = http.post(path, filter + "}").json();
    assertThat(counted.path("matched").asInt()).isEqualTo(3);
    assertThat(counted.path("dry_run").asBoolean()).isTrue();
    Answer refused = http.post(path, filter + ",\"expected_count\":2}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).contains("3 jobs match");
    JsonNode done = http.post(path, filter + ",\"expected_count\":3}").json();
    assertThat(done.path("changed").asInt()).isEqualTo(3);
    http.post("/api/v1/lanes/tts/resume");
  }

  @Test
  void dead_letters_are_listed_by_cause() {
    String impossible = "{\"type\":\"llm\",\"prompt\":\"impossible\"}";
    JsonNode ids = http.post(TASKS, tasks(impossible, impossible)).json().path("task_ids");
    ids.forEach(id -> http.ended(id.asText()));
    JsonNode group = http.get("/api/v1/dead-letters").json().path("dead_letters").path(0);
    assertThat(group.path("error_type").asText()).isEqualTo("permanent");
    assertThat(group.path("count").asInt()).isEqualTo(2);
    assertThat(group.path("last_message").asText()).isEqualTo("this can never work");
  }

  @Test
  void a_bulk_body_has_a_limit_of_its_own() {
    ArrayNode all = Json.mapper().createArrayNode();
    for (int i = 0; i < 200; i++) {
      all.addObject().put("type", "llm").put("prompt", "chat " + i);
    }
    Answer taken = http.post(TASKS, "{\"tasks\":" + all + "}");
    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.json().path("task_ids")).hasSize(200);
    Answer refused = http.post(TASKS, "{\"tasks\":" + all + " ".repeat(20_000) + "}");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().path("remedy").asText()).contains("server.max_bulk_body_bytes");
  }
}
