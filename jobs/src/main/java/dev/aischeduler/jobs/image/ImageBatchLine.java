package dev.aischeduler.jobs.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.jobs.openai.ImageParameters;

/** Lines of an OpenAI batch that ask for pictures. */
final class ImageBatchLine {
  private ImageBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint(
        "/v1/images/generations", ImageParameters::request, ImageBatchLine::answer);
  }

  /** The pictures, each with its address. */
  private static ObjectNode answer(BatchEndpoint.Done done) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("created", done.created().getEpochSecond());
    ArrayNode data = body.putArray("data");
    for (BatchEndpoint.File file : done.files()) {
      if (file.mediaType().startsWith("image/")) {
        data.addObject().put("url", file.path());
      }
    }
    return body;
  }
}
