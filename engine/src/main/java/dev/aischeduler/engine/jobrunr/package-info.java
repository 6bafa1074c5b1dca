/** Job servers on JobRunr: claim, dispatch, heartbeat, what follows a failure. */
@NullMarked
package dev.aischeduler.engine.jobrunr;

import org.jspecify.annotations.NullMarked;
