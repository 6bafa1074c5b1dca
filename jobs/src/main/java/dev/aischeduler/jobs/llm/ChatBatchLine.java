package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;

/** Lines of an OpenAI batch that ask for a chat. */
final class ChatBatchLine {
  private ChatBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint("/v1/chat/completions", ChatBatchLine::request);
  }

  /** The fields have the same names but for the newer one of {@code max_tokens}. */
  private static ObjectNode request(ObjectNode body) {
    JsonNode most = body.remove("max_completion_tokens");
    if (most != null) {
      body.set("max_tokens", most);
    }
    return body;
  }
}
