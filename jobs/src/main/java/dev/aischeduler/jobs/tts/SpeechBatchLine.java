package dev.aischeduler.jobs.tts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;

/** Lines of an OpenAI batch that ask for speech. */
final class SpeechBatchLine {
  private SpeechBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint("/v1/audio/speech", SpeechBatchLine::request);
  }

  private static ObjectNode request(ObjectNode body) {
    rename(body, "input", "text");
    rename(body, "response_format", "format");
    return body;
  }

  private static void rename(ObjectNode body, String from, String to) {
    JsonNode value = body.remove(from);
    if (value != null) {
      body.set(to, value);
    }
  }
}
