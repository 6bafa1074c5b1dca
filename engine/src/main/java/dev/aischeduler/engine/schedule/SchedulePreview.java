package dev.aischeduler.engine.schedule;

import dev.aischeduler.engine.schedule.time.Description;
import java.time.Instant;
import java.util.List;

/**
 * What a cron expression or interval means.
 *
 * @param when as it was read
 * @param next fire times
 */
public record SchedulePreview(
    String when, String timeZone, Description description, List<Instant> next) {}
