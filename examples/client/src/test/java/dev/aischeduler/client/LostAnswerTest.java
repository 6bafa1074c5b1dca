package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Connections break after the server has done what was asked; nothing is done twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LostAnswerTest {
  private static final String ANYTHING = "";

  private final HeldApp app = new HeldApp();
  private final AtomicInteger runs = new AtomicInteger();
  private FaultyProxy proxy;
  private AiScheduler client;
  private int tasksBefore;

  @BeforeEach
  void start() throws IOException {
    runs.set(0);
    app.handler().onRun(runs::incrementAndGet);
    app.handler().betweenTokens(() -> {});
    tasksBefore = app.app().http().get("/api/v1/tasks").json().path("tasks").size();
    proxy = new FaultyProxy(app.url());
    client = Clients.of(proxy.address());
  }

  @AfterEach
  void end() {
    client.close();
    proxy.close();
  }

  @AfterAll
  void stop() throws IOException {
    app.close();
  }

  private static LlmRequest prompt(String prompt) {
    return LlmRequest.builder(prompt).build();
  }

  private int tasks() {
    int now = app.app().http().get("/api/v1/tasks").json().path("tasks").size();
    return now - tasksBefore;
  }

  @Test
  void a_submission_whose_answers_are_lost_is_sent_again_and_run_once() {
    proxy.breakBefore(ANYTHING);
    proxy.breakBefore(ANYTHING);
    ClientResponse response = client.generateLLM(prompt("hello"));
    assertThat(response.orThrow().text()).isEqualTo("echo hello");
    assertThat(response.header("Idempotency-Replayed")).contains("true");
    assertThat(proxy.connections()).isEqualTo(3);
    assertThat(runs).hasValue(1);
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void an_answer_that_breaks_off_in_its_middle_is_asked_for_again(@TempDir Path folder) {
    var id = client.generateLLM(prompt("files")).orThrow().taskId().orElseThrow();
    proxy.breakBefore("It is a line");
    assertThat(client.tasks().artifact(id, "notes.txt").orThrow().body()).hasSize(22 * 500);
    proxy.breakBefore("It is a line");
    Path file = folder.resolve("notes.txt");
    client.tasks().download(id, "notes.txt", file).orThrow();
    assertThat(file).content().hasSize(22 * 500);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_call_that_cannot_be_repeated_safely_is_sent_once() {
    var id = client.generateLLM(prompt("hello")).orThrow().taskId().orElseThrow();
    int before = proxy.connections();
    proxy.breakBefore(ANYTHING);
    ClientResponse response = client.tasks().retry(id);
    assertThat(response.isSuccess()).isFalse();
    assertThat(response.status()).isZero();
    assertThat(response.error()).isNotEmpty();
    assertThat(proxy.connections() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void after_so_many_failures_in_a_row_a_call_is_given_up() {
    for (int i = 0; i < 10; i++) {
      proxy.breakBefore(ANYTHING);
    }
    ClientResponse response = client.generateLLM(prompt("hello"));
    assertThat(response.status()).isZero();
    assertThat(proxy.connections()).isEqualTo(Clients.QUICK.attempts());
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void a_stream_that_breaks_between_two_tokens_goes_on_behind_the_first() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    app.handler().betweenTokens(() -> await(goOn));
    StringBuilder text = new StringBuilder();
    List<String> pieces = new CopyOnWriteArrayList<>();
    proxy.breakBefore("\"content\":\"world\"");
    try (LlmStream stream = client.streamLLM(prompt("world"))) {
      for (String piece : stream) {
        pieces.add(piece);
        text.append(piece);
        goOn.countDown();
      }
      ClientResponse response = stream.response().orThrow();
      assertThat(text).hasToString("echo world").hasToString(response.text());
    }
    assertThat(pieces.get(0)).isEqualTo("echo ");
    assertThat(proxy.connections()).isGreaterThan(1);
    assertThat(runs).hasValue(1);
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void a_stream_that_breaks_before_its_first_byte_finds_its_task_by_the_key() {
    proxy.breakBefore(ANYTHING);
    StringBuilder text = new StringBuilder();
    ClientResponse response = client.streamLLMAsync(prompt("hello"), text::append).join().orThrow();
    assertThat(text).hasToString("echo hello").hasToString(response.text());
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void events_go_on_behind_the_last_one() {
    CountDownLatch goOn = new CountDownLatch(1);
    app.handler().onRun(() -> await(goOn));
    List<Long> seen = new CopyOnWriteArrayList<>();
    proxy.breakBefore("\"succeeded\"");
    ClientResponse response =
        client
            .tasks()
            .run(
                prompt("hello"),
                event -> {
                  if (event.seq() > 0) {
                    seen.add(event.seq());
                  }
                  if (event.data().path("status").asText().equals("running")) {
                    goOn.countDown();
                  }
                });
    assertThat(response.orThrow().text()).isEqualTo("echo hello");
    assertThat(seen).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(1);
  }

  @Test
  void a_manifest_whose_answer_is_lost_is_run_once(@TempDir Path folder) throws IOException {
    Path manifest = folder.resolve("manifest.csv");
    Files.writeString(manifest, "type,prompt\nllm,one\nllm,two\n");
    proxy.breakBefore(ANYTHING);
    ClientResponse sent =
        client.bulk().submit(manifest, BulkOptions.builder().build(), (bytes, total) -> {});
    BulkRun run = sent.orThrow().as(BulkRun.class);
    assertThat(sent.header("Idempotency-Replayed")).contains("true");
    BulkRun over =
        client
            .bulk()
            .await(run.runId(), java.time.Duration.ofMinutes(1), state -> {})
            .orThrow()
            .as(BulkRun.class);
    assertThat(over.succeeded()).isEqualTo(2);
    assertThat(runs).hasValue(2);
    assertThat(app.app().http().get("/api/v1/bulk").json().path("runs")).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it is not told to go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
