/** What schedules start. */
@NullMarked
package dev.aischeduler.engine.schedule.targets;

import org.jspecify.annotations.NullMarked;
