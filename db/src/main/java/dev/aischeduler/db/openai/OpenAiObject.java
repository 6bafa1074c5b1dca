package dev.aischeduler.db.openai;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A row of table {@code openai_object}: something that a client of the API in OpenAI's shape can
 * ask for by its id.
 *
 * @param id UUID version 7; of a completion or response: its first job's, of a batch: its run's
 * @param document what is known of it beside its job, run or bytes (JSON)
 */
public record OpenAiObject(UUID id, Kind kind, String tenant, Instant createdAt, String document) {
  /** What it is. */
  public enum Kind {
    /** A chat completion that has several choices, or that a client wants to find again. */
    COMPLETION,
    /** An answer of the Responses API. */
    RESPONSE,
    /** An uploaded file; its bytes are artifacts of its id. */
    FILE,
    /** A bulk run that was started as a batch. */
    BATCH;

    /** The name in the table. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
