/** SQL for people: statements against the configured database, with readable output. */
@NullMarked
package dev.aischeduler.db.shell;

import org.jspecify.annotations.NullMarked;
