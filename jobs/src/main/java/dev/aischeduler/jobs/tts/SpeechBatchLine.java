package dev.aischeduler.jobs.tts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.jobs.openai.SpeechParameters;

/** Lines of an OpenAI batch that ask for speech. */
final class SpeechBatchLine {
  private SpeechBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint(
        "/v1/audio/speech", SpeechParameters::request, SpeechBatchLine::answer);
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
}
