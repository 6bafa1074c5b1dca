package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Paths of schedules in the API, and how schedules and fire times are listed. */
final class SchedulePaths {
  static final String ALL = "/api/v1/schedules";

  static final Columns SCHEDULES =
      new Columns(
          List.of("SCHEDULE", "STATUS", "NEXT", "WHEN", "TIME_ZONE", "MEANING"),
          SchedulePaths::schedule);

  static final Columns FIRE_TIMES =
      new Columns(
          List.of("FIRE_TIME", "REASON", "STATE", "DELAY_S", "STARTED", "ERROR"),
          SchedulePaths::fireTime);

  private SchedulePaths() {}

  static String of(String schedule) {
    return ALL + "/" + encoded(schedule);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<String> schedule(JsonNode schedule) {
    return List.of(
        Columns.text(schedule, "name"),
        Columns.text(schedule, "status"),
        Columns.text(schedule, "next_fire"),
        Columns.text(schedule, "when"),
        Columns.text(schedule, "time_zone"),
        Columns.text(schedule.path("description"), "en"));
  }

  private static List<String> fireTime(JsonNode fireTime) {
    String job = Columns.text(fireTime, "task_id");
    return List.of(
        Columns.text(fireTime, "fire_time"),
        Columns.text(fireTime, "reason"),
        Columns.text(fireTime, "state"),
        Columns.text(fireTime, "delay_s"),
        job.equals("-") ? Columns.text(fireTime, "run_id") : job,
        Columns.text(fireTime, "error"));
  }
}
