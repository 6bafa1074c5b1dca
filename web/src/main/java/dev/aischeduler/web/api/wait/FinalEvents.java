package dev.aischeduler.web.api.wait;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.web.api.view.EventView;

/** Recognises the last event of a job. */
public final class FinalEvents {
  private FinalEvents() {}

  /**
   * True when this event itself says that the job reached a final state. The job's row may be final
   * already while earlier events are still on their way, so the row must not be asked.
   */
  public static boolean ends(JobEvent event) {
    JsonNode data = event.kind().equals("state") ? EventView.of(event).data() : null;
    return data != null
        && JobStatus.fromWireName(data.path("status").asText())
            .map(JobStatus::isFinal)
            .orElse(false);
  }
}
