/** Quartz as the clock of schedules, by its public API. */
@NullMarked
package dev.aischeduler.engine.schedule.clock;

import org.jspecify.annotations.NullMarked;
