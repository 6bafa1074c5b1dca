package dev.aischeduler.jobs.image;

import com.fasterxml.jackson.databind.JsonNode;
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
    return new BatchEndpoint("/v1/images/generations", ImageBatchLine::request);
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
}
