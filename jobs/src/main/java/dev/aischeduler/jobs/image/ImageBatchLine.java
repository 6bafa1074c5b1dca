package dev.aischeduler.jobs.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of an OpenAI batch that ask for pictures. */
final class ImageBatchLine {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  private ImageBatchLine() {}

  static BatchEndpoint endpoint() {
    return new BatchEndpoint(
        "/v1/images/generations", ImageBatchLine::request, ImageBatchLine::answer);
  }

  private static ObjectNode request(ObjectNode body) {
    JsonNode size = body.remove("size");
    if (size != null && !size.isNull() && !size.asText().equals("auto")) {
      Matcher sides = SIZE.matcher(size.asText());
      if (!sides.matches()) {
        throw new InvalidRequestException("size", "must look like \"512x512\", or be \"auto\"");
      }
      body.put("width", Integer.parseInt(sides.group(1)));
      body.put("height", Integer.parseInt(sides.group(2)));
    }
    return body;
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
