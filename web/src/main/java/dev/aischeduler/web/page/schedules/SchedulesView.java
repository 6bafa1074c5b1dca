package dev.aischeduler.web.page.schedules;

import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of schedules.
 *
 * @param schedules by name
 * @param next address of the page after this one; null at the end
 */
public record SchedulesView(List<Row> schedules, @Nullable String next) {

  /**
   * A schedule.
   *
   * @param last its latest fire time; null before the first
   */
  public record Row(Schedule schedule, @Nullable ScheduleRun last) {}
}
