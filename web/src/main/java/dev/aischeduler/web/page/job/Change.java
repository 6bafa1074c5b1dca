package dev.aischeduler.web.page.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.web.api.view.EventView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a job's state.
 *
 * @param attempt number of the attempt that it begins; 0 for any other change
 * @param after time since the change before; null for the first
 * @param node that started it, or null
 * @param runAt when it is to run, or null
 * @param errorType cause of a failure, or null
 * @param error sentence for people, or null
 */
public record Change(
    Instant at,
    String state,
    int attempt,
    @Nullable Duration after,
    @Nullable String node,
    @Nullable String runAt,
    @Nullable String errorType,
    @Nullable String error) {

  /** The changes of a history, oldest first. */
  static List<Change> of(List<JobEvent> history) {
    List<Change> changes = new ArrayList<>();
    int attempt = 0;
    Instant last = null;
    for (JobEvent event : history) {
      JsonNode data = EventView.of(event).data();
      if (!event.kind().equals("state") || data == null) {
        continue;
      }
      String state = data.path("status").asText();
      boolean starts = state.equals("running");
      attempt += starts ? 1 : 0;
      changes.add(
          new Change(
              event.at(),
              state,
              starts ? attempt : 0,
              last == null ? null : Duration.between(last, event.at()),
              text(data, "node"),
              text(data, "run_at"),
              text(data, "error_type"),
              text(data, "error")));
      last = event.at();
    }
    return changes;
  }

  private static @Nullable String text(JsonNode data, String name) {
    JsonNode value = data.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }
}
