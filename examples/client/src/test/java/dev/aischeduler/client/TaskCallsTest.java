package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with tasks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TaskCallsTest {
  private final RunningApp app = RunningApp.scripted(Map.of());
  private final AiScheduler client = Clients.of(app.http().address());

  @AfterAll
  void end() throws IOException {
    client.close();
    app.close();
  }

  private static LlmRequest prompt(String prompt, JobOptions options) {
    return LlmRequest.builder(prompt).options(options).build();
  }

  private static LlmRequest prompt(String prompt) {
    return prompt(prompt, JobOptions.builder().maxAttempts(1).build());
  }

  @Test
  void a_task_is_submitted_and_awaited_and_tells_what_happens() {
    ClientResponse submitted = client.tasks().submit(prompt("hello"));
    assertThat(submitted.status()).isEqualTo(202);
    List<String> kinds = new CopyOnWriteArrayList<>();
    ClientResponse ended =
        client.tasks().await(submitted.taskId().orElseThrow(), event -> kinds.add(event.kind()));
    assertThat(ended.orThrow().text()).isEqualTo("echo hello");
    assertThat(kinds).contains("state");
    List<TaskEvent> events = new CopyOnWriteArrayList<>();
    assertThat(client.tasks().run(prompt("again"), events::add).text()).isEqualTo("echo again");
    assertThat(events)
        .extracting(event -> event.data().path("status").asText())
        .contains("succeeded");
  }

  @Test
  void a_callback_that_throws_disturbs_nobody() {
    ClientResponse response =
        client
            .tasks()
            .run(
                prompt("hello"),
                event -> {
                  throw new IllegalStateException("a user's error, which this test prints");
                });
    assertThat(response.orThrow().text()).isEqualTo("echo hello");
  }

  @Test
  void how_a_task_went_wrong_is_told_alike_whether_the_server_waited_or_the_client() {
    for (String fault : List.of("break", "impossible")) {
      ClientResponse waited = client.generateLLM(prompt(fault));
      ClientResponse followed = client.tasks().run(prompt(fault), event -> {});
      assertThat(waited.status()).isEqualTo(fault.equals("break") ? 503 : 422);
      ClientResponse streamed = client.streamLLMAsync(prompt(fault), piece -> {}).join();
      Problem problem = waited.problem().orElseThrow();
      for (ClientResponse other : List.of(followed, streamed)) {
        assertThat(other.status()).isEqualTo(waited.status());
        Problem same = other.problem().orElseThrow();
        assertThat(same.type()).isEqualTo(problem.type());
        assertThat(same.detail()).isEqualTo(problem.detail());
        assertThat(same.errorType()).isEqualTo(problem.errorType()).isNotEmpty();
        assertThat(other.taskId()).isPresent();
      }
      assertThat(waited.taskId()).isPresent();
      assertThatThrownBy(waited::orThrow)
          .isInstanceOf(AiSchedulerException.class)
          .hasMessageContaining(problem.detail());
    }
  }

  @Test
  void a_task_is_cancelled_while_somebody_waits_and_run_again() {
    var call =
        client
            .tasks()
            .runAsync(
                prompt("hang"),
                event -> {
                  if (event.data().path("status").asText().equals("running")) {
                    client.tasks().cancelAsync(event.taskId());
                  }
                });
    ClientResponse response = call.join();
    assertThat(response.status()).isEqualTo(409);
    UUID id = response.taskId().orElseThrow();
    assertThat(client.status(id).task().status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(client.tasks().retry(id).orThrow().task().status().isFinal()).isFalse();
    assertThat(client.tasks().retry(id).status()).isEqualTo(409);
    client.tasks().cancel(id).orThrow();
  }

  @Test
  void a_list_has_pages_of_what_was_asked_for() {
    JobOptions tagged = JobOptions.builder().tags("of-this-test").build();
    for (int i = 0; i < 3; i++) {
      client.generateLLM(prompt("task " + i, tagged)).orThrow();
    }
    List<String> found = new ArrayList<>();
    UUID next = null;
    do {
      TaskPage page =
          client
              .tasks()
              .list(
                  TaskQuery.builder()
                      .tags("of-this-test")
                      .statuses(TaskStatus.SUCCEEDED, TaskStatus.FAILED)
                      .types("llm")
                      .after(next)
                      .limit(2)
                      .build())
              .orThrow()
              .as(TaskPage.class);
      page.tasks().forEach(task -> found.add(task.tags().get(0)));
      next = page.next();
    } while (next != null);
    assertThat(found).containsExactly("of-this-test", "of-this-test", "of-this-test");
  }

  @Test
  void an_error_of_the_request_names_the_field_and_the_remedy() {
    ClientResponse response =
        client.generateLLM(prompt("hello", JobOptions.builder().priority(10).build()));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.problem().orElseThrow().field()).isEqualTo("priority");
    assertThat(response.error()).startsWith("400: priority: ");
    assertThat(client.status(new UUID(1, 2)).status()).isEqualTo(404);
  }

  @Test
  void a_file_is_saved_whole_or_not_at_all(@TempDir Path folder) {
    UUID id = client.generateLLM(prompt("files")).orThrow().taskId().orElseThrow();
    Path file = folder.resolve("notes.txt");
    client.tasks().download(id, "notes.txt", file).orThrow();
    assertThat(file).content().contains("It is a line of many.").hasSize(22 * 500);
    Path none = folder.resolve("none");
    assertThat(client.tasks().download(id, "no such file", none).status()).isEqualTo(404);
    assertThat(none).doesNotExist();
    Path nowhere = folder.resolve("no/folder/file");
    ClientResponse failed = client.tasks().download(id, "notes.txt", nowhere);
    assertThat(failed.status()).isZero();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void the_same_key_finds_the_same_task_and_a_unique_key_the_running_one() {
    JobOptions key = JobOptions.builder().idempotencyKey("order-1").build();
    UUID first = client.generateLLM(prompt("hello", key)).orThrow().taskId().orElseThrow();
    assertThat(client.generateLLM(prompt("hello", key)).taskId()).contains(first);
    assertThat(client.generateLLM(prompt("other", key)).status()).isEqualTo(409);

    JobOptions unique = JobOptions.builder().uniqueKey("one at a time").build();
    assertThat(client.tasks().submit(prompt("hang", unique)).status()).isEqualTo(400);
    JobOptions proper = JobOptions.builder().uniqueKey("one-at-a-time").build();
    UUID running = client.tasks().submit(prompt("hang", proper)).taskId().orElseThrow();
    ClientResponse joined =
        client
            .tasks()
            .runAsync(prompt("hello", proper), event -> client.tasks().cancelAsync(event.taskId()))
            .join();
    assertThat(joined.status()).isEqualTo(409);
    assertThat(joined.taskId()).contains(running);
  }

  @Test
  void options_reach_the_server() {
    JobOptions options =
        JobOptions.builder()
            .priority(9)
            .maxAttempts(2)
            .timeout(Duration.ofMinutes(2))
            .queueTimeout(Duration.ofSeconds(90))
            .retry(new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(30), 1.5))
            .build();
    var task = client.tasks().submit(prompt("hello", options)).orThrow().json();
    assertThat(task.path("priority").asInt()).isEqualTo(9);
    assertThat(task.path("max_attempts").asInt()).isEqualTo(2);
    assertThat(task.path("timeout_s").asInt()).isEqualTo(120);
    assertThat(task.path("queue_timeout_s").asInt()).isEqualTo(90);
    assertThat(task.path("retry").path("backoff_s").asInt()).isEqualTo(3);
    assertThat(task.path("retry").path("factor").asDouble()).isEqualTo(1.5);
  }
}
