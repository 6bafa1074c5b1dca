package dev.aischeduler.bench.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;

/** What a server says that it has and does, at one moment. */
final class Resources {
  private final JsonNode document;

  private Resources(JsonNode document) {
    this.document = document;
  }

  /** Asks. */
  static Resources of(ApiClient client) {
    return new Resources(client.get("/api/v1/system/resources"));
  }

  /** Jobs that run. */
  long running() {
    return document.path("running_tasks").asLong();
  }

  /** Seconds that a lane has held the devices since the server began. */
  double busySeconds(String lane) {
    double seconds = 0;
    for (JsonNode device : document.at("/device_share/devices")) {
      for (JsonNode each : device.path("lanes")) {
        seconds += each.path("lane").asText().equals(lane) ? each.path("busy_s").asDouble() : 0;
      }
    }
    return seconds;
  }
}
