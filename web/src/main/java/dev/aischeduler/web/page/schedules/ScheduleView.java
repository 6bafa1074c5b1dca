package dev.aischeduler.web.page.schedules;

import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.schedule.ScheduleDetails;
import dev.aischeduler.web.page.Addresses;
import dev.aischeduler.web.page.Section;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule with a page of its history.
 *
 * @param state of fire times, the one that was chosen; null for all
 * @param history latest first
 * @param next address of the earlier ones; null at the end
 */
public record ScheduleView(
    ScheduleDetails details,
    @Nullable String state,
    List<ScheduleRun> history,
    @Nullable String next) {

  /** States of fire times that can be chosen. */
  public static List<String> states() {
    return FireState.wireNames();
  }

  /** Address of the page of a schedule. */
  public static String page(String name) {
    return Section.SCHEDULES.path() + "/" + Addresses.segment(name);
  }

  /** Path of the schedule in the API. */
  public String api() {
    return "/api/v1/schedules/" + Addresses.segment(details.schedule().name());
  }

  /** From the fire time to the start; null when nothing was started. */
  public static @Nullable Duration delay(ScheduleRun run) {
    return run.startedAt() == null ? null : Duration.between(run.fireTime(), run.startedAt());
  }

  /** Address of what a fire time started; null for nothing. */
  public @Nullable String started(ScheduleRun run) {
    if (run.jobId() != null) {
      return Section.JOBS.path() + "/" + run.jobId();
    }
    if (run.runId() == null) {
      return null;
    }
    boolean workflow = details.schedule().texts().targetKind().equals("workflow");
    return (workflow ? Section.WORKFLOWS : Section.BULK).path() + "/" + run.runId();
  }

  /** The definition as people write it. */
  public String definition() {
    return StrictJson.tree(details.schedule().definition()).toPrettyString();
  }
}
