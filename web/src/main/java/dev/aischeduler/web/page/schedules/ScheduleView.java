package dev.aischeduler.web.page.schedules;

import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.schedule.ScheduleDetails;
import dev.aischeduler.web.api.reply.Addresses;
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

  /** What names a schedule in addresses: its name, or its id when the name is a tenant's own. */
  static String key(Schedule schedule) {
    boolean ofDefault = schedule.texts().tenant().equals(Tenant.DEFAULT);
    return ofDefault ? schedule.name() : schedule.id().toString();
  }

  /** Address of the page of a schedule. */
  public static String page(Schedule schedule) {
    return Section.SCHEDULES.path() + "/" + Addresses.segment(key(schedule));
  }

  /** Path of a schedule in the API. */
  public static String api(Schedule schedule) {
    return "/api/v1/schedules/" + Addresses.segment(key(schedule));
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
