/** Fire times of schedules: cron expressions, intervals, time zones and days without. */
@NullMarked
package dev.aischeduler.engine.schedule.time;

import org.jspecify.annotations.NullMarked;
