package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.job.JobEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job.
 *
 * @param seq position in the history; 0 for live events, which are not stored
 * @param kind {@code state}, {@code progress}, {@code token}, {@code preview}
 */
public record EventView(long seq, UUID taskId, Instant at, String kind, @Nullable JsonNode data) {

  /** The view of an event. */
  public static EventView of(JobEvent event) {
    return new EventView(
        event.seq(), event.jobId(), event.at(), event.kind(), Documents.read(event.data()));
  }
}
