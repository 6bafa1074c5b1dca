package dev.aischeduler.engine.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.lane.JobDetails;
import java.util.function.Function;

/**
 * What the engine is given to report with.
 *
 * @param document what the API answers for the status of a job
 */
public record WebhookParts(WebhookSender sender, Function<JobDetails, JsonNode> document) {
  /** For processes that report nothing. */
  public static WebhookParts none() {
    return new WebhookParts(WebhookSender.none(), job -> Json.mapper().createObjectNode());
  }
}
