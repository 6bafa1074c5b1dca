package dev.aischeduler.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.NodeProject;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official client for Node.js, unchanged but for base URL and key, on the real miniatures. */
@ExtendWith(RealApp.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiNodeClientTest {
  private final Http http;
  private Map<String, JsonNode> results = Map.of();

  OpenAiNodeClientTest(RunningApp app) {
    this.http = app.http();
  }

  @BeforeAll
  void run() throws Exception {
    results = new NodeProject("openai", "client.mjs").run(http.address() + "/v1", "any-key");
  }

  private JsonNode got(String check) {
    JsonNode result = Objects.requireNonNull(results.get(check), check + " of " + results.keySet());
    assertThat(result.path("error").asText()).as(check).isEmpty();
    return result.path("got");
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void models_are_listed_and_found_by_name() {
    JsonNode got = got("models");
    assertThat(texts(got.path("names"))).contains("qwen2.5", "llm-mini");
    assertThat(got.at("/one/object").asText()).isEqualTo("model");
  }

  @Test
  void a_chat_is_a_job_of_its_own_and_the_stream_of_it_has_the_same_text() {
    JsonNode got = got("chat");
    JsonNode chat = got.path("data");
    assertThat(got.path("request_id").asText()).isNotEmpty();
    assertThat(chat.path("object").asText()).isEqualTo("chat.completion");
    assertThat(chat.at("/usage/completion_tokens").asInt()).isBetween(1, 12);
    String text = chat.at("/choices/0/message/content").asText();
    assertThat(text).isNotEmpty();
    String task = chat.path("id").asText().replace("chatcmpl-", "");
    JsonNode job = http.get("/api/v1/task/status/" + task).json();
    assertThat(job.at("/result/text").asText()).isEqualTo(text);

    JsonNode stream = got("stream");
    assertThat(stream.path("text").asText()).isEqualTo(text);
    JsonNode chunks = stream.path("chunks");
    JsonNode last = chunks.path(chunks.size() - 1);
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.path("usage")).isEqualTo(chat.path("usage"));
    assertThat(chunks.size()).isGreaterThan(4);
  }

  @Test
  void several_choices_have_seeds_of_their_own() {
    JsonNode choices = got("choices").path("choices");
    assertThat(choices).hasSize(3);
    assertThat(choices.at("/2/index").asInt()).isEqualTo(2);
    assertThat(choices.at("/0/message/content")).isNotEqualTo(choices.at("/1/message/content"));
    JsonNode streamed = got("accumulated").path("choices");
    assertThat(streamed).hasSize(2);
    assertThat(streamed.at("/1/message/content")).isEqualTo(choices.at("/1/message/content"));
    assertThat(got("choices").at("/metadata/for").asText()).isEqualTo("a test");
  }

  @Test
  void a_response_goes_on_with_the_one_before_until_it_is_deleted() {
    JsonNode got = got("response");
    assertThat(got.path("text").asText()).isNotEmpty();
    assertThat(got.at("/second/previous_response_id")).isEqualTo(got.at("/first/id"));
    assertThat(got.path("found").path("output")).isEqualTo(got.path("second").path("output"));
    assertThat(got.path("gone").asInt()).isEqualTo(404);
    String task = got.at("/second/id").asText().replace("resp_", "");
    JsonNode messages = http.get("/api/v1/task/status/" + task).json().at("/request/messages");
    assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "user");
    assertThat(messages.at("/1/content")).isEqualTo(got.path("text"));
  }

  @Test
  void the_events_of_a_response_come_in_their_order() {
    JsonNode got = got("responseEvents");
    assertThat(texts(got.path("types")).stream().distinct())
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            got.path("status").asText().equals("incomplete")
                ? "response.incomplete"
                : "response.completed");
    assertThat(got.path("text").asText()).isNotEmpty();
  }

  @Test
  void a_response_in_the_background_is_followed_later() {
    JsonNode got = got("background");
    assertThat(got.at("/queued/status").asText()).isIn("queued", "in_progress", "completed");
    assertThat(got.path("last").asText()).isIn("response.completed", "response.incomplete");
    // it had ended
    assertThat(got.at("/cancelled/status").asText()).isIn("completed", "incomplete");
  }

  @Test
  void answers_keep_to_a_schema_and_call_functions_in_chats_and_responses() {
    JsonNode got = got("structured");
    assertThat(got.path("mood").asText()).isIn("calm", "windy");
    assertThat(got.path("reason").asText()).isEqualTo("tool_calls");
    assertThat(got.path("argument").asText()).isIn("calm", "windy");
    assertThat(got.path("after").asText()).isEqualTo("chat.completion");
    assertThat(got.path("used").asText()).isIn("calm", "windy");
    assertThat(got.path("next").asText()).isIn("completed", "incomplete");
  }

  @Test
  void what_zod_describes_comes_as_zod_reads_it() {
    JsonNode got = got("parsed");
    assertThat(got.path("days").asInt()).isBetween(1, 14);
    assertThat(got.path("code").asText()).matches("[A-Z]{2}-[0-9]{3}");
    assertThat(got.at("/place/north").asDouble()).isBetween(-90.0, 90.0);
  }

  @Test
  void speech_and_pictures_are_bytes_or_links_that_open() {
    JsonNode speech = got("speech");
    assertThat(speech.path("head").asText()).isEqualTo("RIFF");
    assertThat(speech.path("type").asText()).isEqualTo("audio/wav");
    assertThat(speech.path("plain").asText()).isEqualTo("audio/mpeg");
    assertThat(speech.path("first").asInt()).isEqualTo(0xFF);
    assertThat(speech.path("samples").asInt()).isGreaterThan(2400);
    JsonNode images = got("images");
    assertThat(texts(images.path("pictures"))).containsExactly("PNG", "PNG");
    assertThat(images.path("type").asText()).isEqualTo("image/png");
  }

  @Test
  void a_batch_ends_with_a_file_of_answers_and_one_of_errors() {
    JsonNode got = got("batch");
    assertThat(got.at("/file/bytes").asLong()).isPositive();
    assertThat(texts(got.path("names"))).contains("other.jsonl");
    assertThat(got.path("sent").asInt()).isEqualTo(3);
    assertThat(got.at("/now/status").asText()).isEqualTo("completed");
    assertThat(got.at("/now/request_counts/total").asInt()).isEqualTo(3);
    assertThat(got.at("/now/request_counts/completed").asInt()).isEqualTo(2);
    assertThat(got.at("/now/request_counts/failed").asInt()).isEqualTo(1);
    assertThat(got.at("/now/metadata/for").asText()).isEqualTo("a test");
    assertThat(got.path("answers").findValuesAsText("custom_id"))
        .containsExactly("first", "second");
    assertThat(got.at("/answers/0/response/body/choices/0/message/content").asText()).isNotEmpty();
    assertThat(got.path("errors").findValuesAsText("custom_id")).containsExactly("third");
    assertThat(got.at("/output/bytes").asLong()).isPositive();
    assertThat(got.path("listed").asBoolean()).isTrue();
    assertThat(got.at("/deleted/deleted").asBoolean()).isTrue();
  }

  @Test
  void errors_are_the_clients_own_exceptions() {
    JsonNode got = got("errors");
    assertThat(got.at("/parameter/name").asText()).isEqualTo("BadRequestError");
    assertThat(got.at("/parameter/param").asText()).isEqualTo("logprobs");
    assertThat(got.at("/model/name").asText()).isEqualTo("NotFoundError");
    assertThat(got.at("/model/code").asText()).isEqualTo("model_not_found");
    assertThat(got.at("/file/status").asInt()).isEqualTo(404);
    assertThat(got.at("/image/param").asText()).isEqualTo("messages[0].content[0]");
  }

  @Test
  void a_stream_that_the_client_aborts_cancels_its_job() {
    String task = got("abort").path("id").asText().replace("chatcmpl-", "");
    await()
        .until(
            () -> http.get("/api/v1/task/status/" + task).json().path("status").asText(),
            status -> !status.equals("running"));
    assertThat(http.get("/api/v1/task/status/" + task).json().path("status").asText())
        .isEqualTo("cancelled");
  }
}
