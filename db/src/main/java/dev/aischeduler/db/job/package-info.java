/** The job table: reading it and the changes that are no state changes. */
@NullMarked
package dev.aischeduler.db.job;

import org.jspecify.annotations.NullMarked;
