package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.jobs.openai.ChatParameters;

/** Lines of an OpenAI batch that ask for a chat. */
final class ChatBatchLine {
  private ChatBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint(
        "/v1/chat/completions", ChatParameters::request, ChatBatchLine::answer);
  }

  /** A chat completion. */
  private static ObjectNode answer(BatchEndpoint.Done done) {
    JsonNode result = done.result();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", "chatcmpl-" + done.job()).put("object", "chat.completion");
    body.put("created", done.created().getEpochSecond());
    body.put("model", result.path("model").asText());
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    String text = result.path("text").asText();
    JsonNode calls = result.path("tool_calls");
    if (calls.isArray()) {
      message.put("content", text.isEmpty() ? null : text).set("tool_calls", calls);
    } else {
      message.put("content", text);
    }
    message.putNull("refusal");
    choice.putNull("logprobs");
    choice.put("finish_reason", result.path("finish_reason").asText("stop"));
    if (result.path("usage").isObject()) {
      body.set("usage", result.path("usage"));
    }
    return body;
  }
}
