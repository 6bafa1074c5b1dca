/** Schedules and what became of their fire times. */
@NullMarked
package dev.aischeduler.db.schedule;

import org.jspecify.annotations.NullMarked;
