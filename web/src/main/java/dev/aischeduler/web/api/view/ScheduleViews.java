package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.schedule.PutResult;
import dev.aischeduler.engine.schedule.ScheduleDetails;
import dev.aischeduler.engine.schedule.SchedulePreview;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API says of schedules: their definition, as people wrote it, and what follows. */
public final class ScheduleViews {
  private static final double MS = 1000;

  private ScheduleViews() {}

  /** A list of schedules. */
  public record Page(List<ObjectNode> schedules, @Nullable String next) {}

  /** Fire times of a backfill. */
  public record Backfilled(
      boolean dryRun, int count, List<Instant> fireTimes, List<Instant> skipped) {}

  /** Fire times of one schedule. */
  public record History(List<Run> history, @Nullable Instant next) {}

  /** What an expression means. */
  public record Preview(
      String when, String timeZone, Description description, List<Instant> next) {}

  /** In two languages. */
  public record Description(String en, String zh) {}

  /**
   * What became of a fire time.
   *
   * @param taskId the job that it started
   * @param runId the run that it started
   * @param delayS from the fire time to the start
   */
  public record Run(
      Instant fireTime,
      String reason,
      String state,
      @Nullable UUID taskId,
      @Nullable UUID runId,
      @Nullable String node,
      @Nullable String error,
      Instant decidedAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Double delayS) {}

  /** The view of a fire time. */
  public static Run run(ScheduleRun run) {
    Double delay =
        run.startedAt() == null
            ? null
            : Duration.between(run.fireTime(), run.startedAt()).toMillis() / MS;
    return new Run(
        run.fireTime(),
        run.reason().wireName(),
        run.state().wireName(),
        run.jobId(),
        run.runId(),
        run.node(),
        run.error(),
        run.decidedAt(),
        run.startedAt(),
        run.finishedAt(),
        delay);
  }

  /** The view of a preview. */
  public static Preview preview(SchedulePreview preview) {
    return new Preview(
        preview.when(),
        preview.timeZone(),
        new Description(preview.description().english(), preview.description().chinese()),
        preview.next());
  }

  /** A schedule as it stands in lists. */
  public static ObjectNode summary(Schedule schedule) {
    ObjectNode view = Json.mapper().createObjectNode();
    view.put("id", schedule.id().toString());
    view.setAll((ObjectNode) StrictJson.tree(schedule.definition()));
    view.set(
        "description",
        value(new Description(schedule.texts().english(), schedule.texts().chinese())));
    view.put("status", schedule.status().wireName());
    view.put("status_reason", schedule.statusReason());
    view.set("next_fire", value(schedule.nextFire()));
    view.set("next_due", value(schedule.nextDue()));
    view.set("last_fire", value(schedule.lastFire()));
    view.put("missed", schedule.missed());
    view.set("created_at", value(schedule.createdAt()));
    view.set("updated_at", value(schedule.updatedAt()));
    return view;
  }

  /** A schedule with its next fire times and the outcome of the last. */
  public static ObjectNode details(ScheduleDetails details) {
    ObjectNode view = summary(details.schedule());
    ArrayNode next = view.putArray("next");
    details.next().forEach(time -> next.add(value(time)));
    view.set("last", details.last() == null ? null : value(run(details.last())));
    return view;
  }

  /** What storing a definition did. */
  public static ObjectNode put(PutResult result) {
    return details(result.details()).put("change", result.how().name().toLowerCase(Locale.ROOT));
  }

  private static JsonNode value(@Nullable Object value) {
    return Json.mapper().valueToTree(value);
  }
}
