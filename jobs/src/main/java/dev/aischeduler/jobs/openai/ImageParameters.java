package dev.aischeduler.jobs.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of {@code /v1/images/generations} as requests for pictures. */
public final class ImageParameters {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  private ImageParameters() {}

  /**
   * The request that a body stands for.
   *
   * @throws InvalidRequestException names a parameter that would change the picture and is not
   *     supported
   */
  public static ObjectNode request(ObjectNode body) throws InvalidRequestException {
    Parameters parameters = new Parameters(body);
    parameters.refuseUnless(
        "response_format", value -> value.asText().equals("url"), "only url is answered here");
    parameters.refuseUnless(
        "output_format", value -> value.asText().equals("png"), "pictures are png");
    parameters.refuseUnless(
        "background", value -> !value.asText().equals("transparent"), "pictures are opaque");
    parameters.refuseUnless("stream", Parameters::isNothing, "leave it out");
    parameters.refuseUnless("partial_images", Parameters::isNothing, "leave it out");
    parameters.takeModel();
    parameters.take("prompt", "negative_prompt", "width", "height", "steps", "use_turbo");
    parameters.take("guidance_scale", "seed", "n", "sampler");
    JsonNode size = parameters.value("size");
    if (size != null && !size.asText().equals("auto")) {
      Matcher sides = SIZE.matcher(size.asText());
      if (!sides.matches()) {
        throw new InvalidRequestException("size", "must look like \"512x512\", or be \"auto\"");
      }
      parameters.request().put("width", Integer.parseInt(sides.group(1)));
      parameters.request().put("height", Integer.parseInt(sides.group(2)));
    }
    return parameters.request();
  }
}
