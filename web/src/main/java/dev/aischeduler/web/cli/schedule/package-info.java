/** Commands about schedules. */
@NullMarked
package dev.aischeduler.web.cli.schedule;

import org.jspecify.annotations.NullMarked;
