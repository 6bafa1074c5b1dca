/** Runs: many jobs that belong together; tables {@code run} and {@code run_item}. */
@NullMarked
package dev.aischeduler.db.run;

import org.jspecify.annotations.NullMarked;
