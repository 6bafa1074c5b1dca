package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule with what follows from it.
 *
 * @param definition null when it was stored by a version that knew more
 * @param next fire times, at most ten; none while it is paused or has ended
 * @param last what became of its last fire time; null for none
 */
public record ScheduleDetails(
    Schedule schedule,
    @Nullable ScheduleDefinition definition,
    List<Instant> next,
    @Nullable ScheduleRun last) {}
