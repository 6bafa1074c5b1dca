/**
 * Schedules: what starts jobs and runs at times. Quartz is only the clock; a fire time is decided
 * once, under the lock of its schedule's row, and what it starts is started idempotently.
 */
@NullMarked
package dev.aischeduler.engine.schedule;

import org.jspecify.annotations.NullMarked;
