package dev.aischeduler.jobs.tts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;

/** Lines of an OpenAI batch that ask for speech. */
final class SpeechBatchLine {
  private SpeechBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint("/v1/audio/speech", SpeechBatchLine::request, SpeechBatchLine::answer);
  }

  private static ObjectNode request(ObjectNode body) {
    rename(body, "input", "text");
    rename(body, "response_format", "format");
    return body;
  }

  /** OpenAI answers with the sound itself, which no line holds: here is where it is. */
  private static ObjectNode answer(BatchEndpoint.Done done) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("created", done.created().getEpochSecond());
    ArrayNode data = body.putArray("data");
    for (BatchEndpoint.File file : done.files()) {
      data.addObject()
          .put("name", file.name())
          .put("media_type", file.mediaType())
          .put("url", file.path());
    }
    return body;
  }

  private static void rename(ObjectNode body, String from, String to) {
    JsonNode value = body.remove(from);
    if (value != null) {
      body.set(to, value);
    }
  }
}
