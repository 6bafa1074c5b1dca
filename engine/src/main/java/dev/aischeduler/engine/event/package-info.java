/** What happens to jobs, for those who watch. */
@NullMarked
package dev.aischeduler.engine.event;

import org.jspecify.annotations.NullMarked;
