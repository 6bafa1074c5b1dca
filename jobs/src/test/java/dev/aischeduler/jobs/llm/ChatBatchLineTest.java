package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.BatchEndpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Answers in an OpenAI batch. */
final class ChatBatchLineTest {
  @Test
  void a_result_is_a_chat_completion() throws IOException {
    UUID job = UUID.randomUUID();
    JsonNode result =
        Json.mapper()
            .readTree(
                """
                {"text": "Hi", "model": "tiny", "finish_reason": "length", "seed": 1,
                 "usage": {"prompt_tokens": 2, "completion_tokens": 1, "total_tokens": 3}}""");
    JsonNode body = answer(job, result);
    String expected =
        """
        {"id": "chatcmpl-JOB", "object": "chat.completion", "created": 7, "model": "tiny",
         "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi",
           "refusal": null}, "logprobs": null, "finish_reason": "length"}],
         "usage": {"prompt_tokens": 2, "completion_tokens": 1, "total_tokens": 3}}""";
    assertThat(Json.mapper().readTree(body.toString()))
        .isEqualTo(Json.mapper().readTree(expected.replace("JOB", job.toString())));
  }

  @Test
  void calls_of_tools_are_part_of_the_message() throws IOException {
    String calls =
        """
        [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]""";
    JsonNode result =
        Json.mapper()
            .readTree(
                """
                {"text": "", "model": "tiny", "finish_reason": "tool_calls", "tool_calls": CALLS}"""
                    .replace("CALLS", calls));
    JsonNode choice = answer(UUID.randomUUID(), result).path("choices").path(0);
    assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.path("message").path("content").isNull()).isTrue();
    assertThat(choice.path("message").path("tool_calls")).isEqualTo(Json.mapper().readTree(calls));
  }

  private static JsonNode answer(UUID job, JsonNode result) {
    return ChatBatchLine.endpoint()
        .answer()
        .apply(new BatchEndpoint.Done(job, Instant.ofEpochSecond(7), result, List.of()));
  }
}
