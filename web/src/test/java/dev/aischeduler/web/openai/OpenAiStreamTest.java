package dev.aischeduler.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RawConnection;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams in OpenAI's shape: their ends, where they go on, and callers who hang up. */
final class OpenAiStreamTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final Pattern CHUNK = Pattern.compile("(?:id: (\\S+)\n)?data: (\\{.*})\n");
  private static final ScriptedHandler<LlmRequest> LLM =
      new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class);
  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() {
    app =
        RunningApp.start(
            Map.of("server.max_blocked_callers", "20"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        LLM,
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                        new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
                    () -> {}));
    http = app.http();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static String chat(String content, String more) {
    return "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + content
        + "\"}]"
        + more
        + "}";
  }

  /** A chunk with its position. */
  private record Chunk(String id, JsonNode data) {
    String text() {
      return data.at("/choices/0/delta/content").asText();
    }
  }

  private static List<Chunk> chunks(String stream) {
    List<Chunk> chunks = new ArrayList<>();
    Matcher matcher = CHUNK.matcher(stream);
    while (matcher.find()) {
      try {
        chunks.add(new Chunk(matcher.group(1), Json.mapper().readTree(matcher.group(2))));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return chunks;
  }

  private static String text(List<Chunk> chunks) {
    return chunks.stream().map(Chunk::text).collect(Collectors.joining());
  }

  private static String status(String task) {
    return http.get("/api/v1/task/status/" + task).json().path("status").asText();
  }

  @Test
  void a_stream_goes_on_behind_the_last_event_that_a_client_has() {
    Answer whole = http.post(CHAT, chat("hello", ",\"stream\":true,\"store\":true"));
    assertThat(whole.header("Content-Type")).startsWith("text/event-stream");
    List<Chunk> all = chunks(whole.text());
    assertThat(text(all)).isEqualTo("echo hello");
    assertThat(whole.text()).endsWith("data: [DONE]\n\n");
    String id = all.get(0).data().path("id").asText();
    assertThat(id).isEqualTo("chatcmpl-" + whole.header("X-Task-Id"));
    assertThat(all).anyMatch(chunk -> "10".equals(chunk.id()));
    // however the text was cut into pieces, a client may have its first five characters
    Answer rest = http.get(CHAT + "/" + id + "?stream=true", "Last-Event-ID", "5");
    assertThat(text(chunks(rest.text()))).isEqualTo("hello");
    assertThat(rest.text()).doesNotContain("\"role\"").endsWith("data: [DONE]\n\n");
    Answer again = http.get(CHAT + "/" + id + "?stream=true&include_usage=true");
    assertThat(text(chunks(again.text()))).isEqualTo("echo hello");
    assertThat(again.text()).contains("\"usage\":{");
    assertThat(http.get(CHAT + "/" + id).json().at("/choices/0/message/content").asText())
        .isEqualTo("echo hello");
    assertThat(http.get(CHAT + "/" + id + "?stream=true", "Last-Event-ID", "x").status())
        .isEqualTo(400);
  }

  @Test
  void a_stream_goes_on_while_its_job_runs_without_losing_what_was_said_between() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    CountDownLatch further = new CountDownLatch(1);
    LLM.betweenTokens(
        () -> {
          said.countDown();
          awaitQuietly(further);
        });
    try (RawConnection first =
        RawConnection.sent(
            http.address(),
            RawConnection.request(
                "POST",
                CHAT,
                chat("more", ",\"stream\":true,\"store\":true,\"tags\":[\"goes-on\"]")))) {
      String task = running("goes-on", 1);
      said.await();
      first.reset();
      String again = http.address() + CHAT + "/chatcmpl-" + task + "?stream=true";
      try (InputStream in = URI.create(again).toURL().openStream();
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        StringBuilder text = new StringBuilder();
        // it comes while the job still runs
        while (text.indexOf("echo ") < 0) {
          text.append(lines.readLine()).append('\n');
        }
        further.countDown();
        lines.lines().forEach(line -> text.append(line).append('\n'));
        assertThat(text(chunks(text.toString()))).isEqualTo("echo more");
      }
    } finally {
      further.countDown();
      LLM.betweenTokens(() -> {});
    }
  }

  @Test
  void an_attempt_that_is_repeated_says_nothing_twice() {
    AtomicInteger attempts = new AtomicInteger();
    LLM.betweenTokens(
        () -> {
          if (attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("scripted failure");
          }
        });
    try {
      String more = ",\"stream\":true,\"retry\":{\"backoff_s\":0}";
      String text = http.post(CHAT, chat("twice", more)).text();
      assertThat(text(chunks(text))).isEqualTo("echo twice");
      assertThat(attempts).hasValue(2);
    } finally {
      LLM.betweenTokens(() -> {});
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, '', cancelled",
    "false, '', cancelled",
    "true, store, running",
    "false, store, running",
    "true, key, running",
  })
  void a_caller_who_hangs_up_has_the_job_cancelled_unless_it_can_come_back(
      boolean stream, String kept, String state) {
    String task = hangUp(stream, kept);
    if (state.equals("running")) {
      // of a caller who hung up later and is noticed later
      String last = hangUp(false, "");
      await().until(() -> status(last).equals("cancelled"));
      assertThat(status(task)).isEqualTo("running");
      http.post("/api/v1/task/" + task + "/cancel");
    }
    await().until(() -> status(task).equals("cancelled"));
  }

  /** Hangs up while the job runs; returns the job. */
  private static String hangUp(boolean stream, String kept) {
    String tag = "hangs-" + UUID.randomUUID();
    String body =
        chat(
            "hang",
            ",\"tags\":[\""
                + tag
                + "\"],\"stream\":"
                + stream
                + ",\"store\":"
                + kept.equals("store"));
    String request = RawConnection.request("POST", CHAT, body);
    if (kept.equals("key")) {
      request = request.replaceFirst("\r\n", "\r\nIdempotency-Key: " + tag + "\r\n");
    }
    try (RawConnection caller = RawConnection.sent(http.address(), request)) {
      String task = running(tag, 1);
      if (stream) {
        caller.read(20);
      }
      caller.reset();
      return task;
    }
  }

  /** Waits until so many jobs with a tag are stored; the first. */
  private static String running(String tag, int count) {
    return await()
        .until(
            () -> http.get("/api/v1/tasks?limit=50&status=queued&status=running&tag=" + tag).json(),
            page -> page.path("tasks").size() == count)
        .at("/tasks/0/task_id")
        .asText();
  }

  @Test
  void several_choices_are_jobs_of_one_stream() {
    Answer answer = http.post(CHAT, chat("each", ",\"stream\":true,\"n\":3,\"seed\":5"));
    List<Chunk> all = chunks(answer.text());
    for (int i = 0; i < 3; i++) {
      int index = i;
      List<Chunk> own =
          all.stream().filter(c -> c.data().at("/choices/0/index").asInt() == index).toList();
      assertThat(text(own)).isEqualTo("echo each");
    }
    String id = all.get(0).data().path("id").asText();
    Answer rest = http.get(CHAT + "/" + id + "?stream=true", "Last-Event-ID", "8-0-8");
    Map<Integer, String> missing = new TreeMap<>();
    chunks(rest.text()).stream()
        .filter(chunk -> !chunk.text().isEmpty())
        .forEach(
            chunk ->
                missing.merge(
                    chunk.data().at("/choices/0/index").asInt(), chunk.text(), String::concat));
    assertThat(missing).isEqualTo(Map.of(0, "h", 1, "echo each", 2, "h"));
    String first = answer.header("X-Task-Id");
    JsonNode request = http.get("/api/v1/task/status/" + first).json().path("request");
    assertThat(request.path("seed").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"impossible", "hang"})
  void a_job_that_fails_or_is_cancelled_ends_the_stream_with_an_error(String content) {
    String tag = "ends-" + content;
    CompletableFuture<Answer> streamed =
        CompletableFuture.supplyAsync(
            () -> http.post(CHAT, chat(content, ",\"stream\":true,\"tags\":[\"" + tag + "\"]")));
    if (content.equals("hang")) {
      String task = running(tag, 1);
      http.post("/api/v1/task/" + task + "/cancel");
    }
    String text = streamed.join().text();
    List<Chunk> all = chunks(text);
    JsonNode last = all.get(all.size() - 1).data();
    assertThat(last.at("/error/code").asText())
        .isEqualTo(content.equals("hang") ? "task_cancelled" : "permanent");
    assertThat(text).doesNotContain("[DONE]");
  }

  @Test
  void the_events_of_a_response_are_numbered_by_its_text() {
    String body = "{\"input\":\"hello\",\"instructions\":\"Be kind.\",\"stream\":true}";
    Answer whole = http.post("/v1/responses", body);
    List<JsonNode> events = whole.events().stream().map(Answer.Event::data).toList();
    String id = events.get(0).at("/response/id").asText();
    int textEnd = 3 + "echo hello".length();
    List<JsonNode> behind =
        events.stream().filter(e -> e.path("sequence_number").asInt() > textEnd).toList();
    List<JsonNode> rest =
        http.get("/v1/responses/" + id + "?stream=true&starting_after=8").events().stream()
            .map(Answer.Event::data)
            .toList();
    assertThat(rest.get(0).path("delta").asText()).isEqualTo("hello");
    assertThat(rest.get(0).path("sequence_number").asInt()).isEqualTo(textEnd);
    assertThat(behind).hasSize(4);
    assertThat(rest.subList(1, rest.size())).isEqualTo(behind);
    assertThat(events.stream().map(e -> e.path("sequence_number").asInt()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "logprobs, true",
    "top_logprobs, 2",
    "frequency_penalty, 0.5",
    "modalities, '[\"text\",\"audio\"]'",
    "audio, '{\"voice\":\"alloy\"}'",
    "functions, '[{}]'",
    "n, 9",
    "n, 0",
    "stream, 1",
    "stream_options, '{\"include_usage\":true}'",
    "metadata, '{\"a\":1}'",
    "tool_choice, '\"required\"'",
    "priority, 12",
    "messages, '[{\"role\":\"function\",\"content\":\"x\"}]'",
    "messages, '\"hello\"'",
  })
  void what_would_change_the_answer_and_is_not_supported_is_refused_by_name(
      String name, String value) {
    String body = chat("hello", "").replaceFirst("\\{", "{\"" + name + "\":" + value + ",");
    if (name.equals("messages")) {
      body = "{\"messages\":" + value + "}";
    }
    Answer answer = http.post(CHAT, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
    assertThat(answer.json().at("/error/param").asText()).startsWith(name);
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
  }

  @Test
  void hints_are_ignored_and_parts_of_text_are_lines() {
    String hints =
        ",\"user\":\"me\",\"service_tier\":\"auto\",\"logprobs\":false,\"presence_penalty\":0,"
            + "\"logit_bias\":{},\"made_up\":1,\"n\":1,\"modalities\":[\"text\"],\"tools\":[],"
            + "\"response_format\":{\"type\":\"text\"},\"max_completion_tokens\":9,\"priority\":4";
    String body =
        chat("x", hints)
            .replace(
                "\"x\"",
                "[{\"type\":\"text\",\"text\":\"two\"},{\"type\":\"text\",\"text\":\"parts\"}]");
    Answer answer = http.post(CHAT, body);
    assertThat(answer.json().at("/choices/0/message/content").asText())
        .isEqualTo("echo two\nparts");
    JsonNode job = http.get("/api/v1/task/status/" + answer.header("X-Task-Id")).json();
    assertThat(job.path("priority").asInt()).isEqualTo(4);
    assertThat(job.at("/request/max_tokens").asInt()).isEqualTo(9);
    assertThat(job.at("/request/model").isNull()).isTrue();
  }

  @Test
  void an_idempotency_key_finds_the_same_jobs_for_every_choice() {
    String body = chat("again", ",\"n\":2");
    Answer first = http.post(CHAT, body, "Idempotency-Key", "choices");
    Answer second = http.post(CHAT, body, "Idempotency-Key", "choices");
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    Answer other = http.post(CHAT, chat("other", ""), "Idempotency-Key", "choices");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.header("X-Should-Retry")).isEqualTo("false");
  }

  @Test
  void a_failed_job_is_no_reason_for_clients_to_send_it_again() {
    Answer answer = http.post(CHAT, chat("impossible", ""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("X-Should-Retry")).isEqualTo("false");
    assertThat(answer.header("X-Task-Id")).isNotEmpty();
    assertThat(answer.json().at("/error/message").asText()).isEqualTo("this can never work");
  }

  @Test
  void more_callers_than_may_wait_are_refused_before_anything_is_stored() {
    List<RawConnection> callers = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        callers.add(
            RawConnection.sent(
                http.address(),
                RawConnection.request("POST", CHAT, chat("hang", ",\"tags\":[\"crowd\"]"))));
      }
      running("crowd", 20);
      Answer refused = http.post(CHAT, chat("one more", ",\"tags\":[\"late\"]"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(refused.header("X-Should-Retry")).isEmpty();
      assertThat(refused.json().at("/error/type").asText()).isEqualTo("server_error");
      assertThat(http.get("/api/v1/tasks?tag=late").json().path("tasks")).isEmpty();
    } finally {
      callers.forEach(RawConnection::reset);
    }
    await()
        .until(
            () ->
                http.get("/api/v1/tasks?tag=crowd&status=queued&status=running")
                    .json()
                    .path("tasks")
                    .isEmpty());
  }
}
