package dev.aischeduler.db.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of the tables of schedules. */
final class ScheduleRows {
  private ScheduleRows() {}

  static Schedule schedule(ResultSet row) throws SQLException {
    return new Schedule(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("definition"),
        new Schedule.Texts(
            row.getString("time_text"),
            row.getString("time_zone"),
            row.getString("description_en"),
            row.getString("description_zh"),
            row.getString("target_kind"),
            row.getString("tenant")),
        ScheduleStatus.of(row.getString("status")),
        row.getString("status_reason"),
        row.getString("source"),
        instant(row, "next_fire"),
        instant(row, "next_due"),
        instant(row, "last_fire"),
        row.getLong("missed"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  static ScheduleRun run(ResultSet row) throws SQLException {
    return new ScheduleRun(
        row.getObject("schedule_id", UUID.class),
        row.getObject("fire_time", OffsetDateTime.class).toInstant(),
        FireReason.of(row.getString("reason")),
        FireState.of(row.getString("state")),
        row.getString("node"),
        row.getObject("job_id", UUID.class),
        row.getObject("run_id", UUID.class),
        row.getString("error"),
        row.getObject("decided_at", OffsetDateTime.class).toInstant(),
        instant(row, "attempt_at"),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
