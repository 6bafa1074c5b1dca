package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.RawConnection;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An error of the server names every job that it has stored, or may have. */
final class StoredJobsTest {
  private static final String GENERATE = "/api/v1/llm/generate";
  private final ScriptedHandler<LlmRequest> handler =
      new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class);
  private final RunningApp app =
      RunningApp.start(
          Map.of(),
          (settings, catalogue, devices, cache) -> new Handlers(List.of(handler), () -> {}));

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private void breakDatabase() {
    app.application().database().close();
  }

  @Test
  void a_submission_with_an_unknown_outcome_names_its_job() {
    handler.onValidate(this::breakDatabase);
    Answer answer = app.http().post(GENERATE, "{\"prompt\":\"a\"}");
    assertThat(answer.status()).isEqualTo(503);
    String id = answer.json().path("task_id").asText();
    assertThat(id).isNotEmpty();
    assertThat(answer.header("Location")).endsWith(id);
    assertThat(answer.json().path("remedy").asText()).contains("404 means");
  }

  @Test
  void a_stream_with_an_unknown_outcome_names_its_job() {
    handler.onValidate(this::breakDatabase);
    Answer answer = app.http().post(GENERATE, "{\"prompt\":\"a\",\"stream\":true}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("task_id").asText()).isNotEmpty();
  }

  @Test
  void a_bulk_submission_with_an_unknown_outcome_names_all_of_its_jobs() {
    handler.onValidate(this::breakDatabase);
    String task = "{\"type\":\"llm\",\"prompt\":\"a\"}";
    Answer answer =
        app.http()
            .post("/api/v1/tasks", "{\"tasks\":[" + String.join(",", task, task, task) + "]}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.json().path("task_ids")).hasSize(3);
    assertThat(answer.json().path("remedy").asText()).contains("all or none", "404 means none");
  }

  @Test
  void a_caller_who_waits_while_the_database_goes_is_told_of_the_stored_job() {
    handler.onRun(this::breakDatabase);
    Answer answer = app.http().post(GENERATE, "{\"prompt\":\"a\",\"wait_s\":2}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("task_id").asText()).isEqualTo(answer.header("X-Task-Id"));
    assertThat(answer.json().path("remedy").asText()).contains("is stored", "do not send it again");
  }

  @Test
  void an_error_of_the_machine_is_a_problem_document_and_ends_nothing() {
    handler.onValidate(
        () -> {
          throw new StackOverflowError("of the test");
        });
    String single = "{\"prompt\":\"a\"}";
    String bulk = "{\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\"}]}";
    for (String request :
        List.of(
            RawConnection.request("POST", GENERATE, single),
            RawConnection.request("POST", "/api/v1/tasks", bulk))) {
      String closing = request.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
      try (RawConnection client = RawConnection.sent(app.http().address(), closing)) {
        assertThat(client.rest())
            .startsWith("HTTP/1.1 500")
            .contains("application/problem+json", "trace_id");
      }
    }
    handler.onValidate(() -> {});
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> app.http().post(GENERATE, "{\"prompt\":\"a\"}").status() == 200);
  }
}
