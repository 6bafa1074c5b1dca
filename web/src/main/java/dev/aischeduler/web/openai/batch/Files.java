package dev.aischeduler.web.openai.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Files as documents. */
final class Files {
  private Files() {}

  /**
   * A file.
   *
   * @param kept how long it is kept
   */
  static ObjectNode view(
      String id, long bytes, Instant made, Duration kept, String name, String purpose) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("object", "file")
        .put("bytes", bytes)
        .put("created_at", made.getEpochSecond())
        .put("expires_at", made.plus(kept).getEpochSecond())
        .put("filename", name)
        .put("purpose", purpose)
        .put("status", "processed");
  }
}
