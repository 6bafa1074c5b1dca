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
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", result.path("text").asText())
        .putNull("refusal");
    choice.putNull("logprobs");
    choice.put("finish_reason", result.path("finish_reason").asText("stop"));
    if (result.path("usage").isObject()) {
      body.set("usage", result.path("usage"));
    }
    return body;
  }
}
