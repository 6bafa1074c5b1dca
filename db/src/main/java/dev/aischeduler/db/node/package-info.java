/** Processes that share the database. */
@NullMarked
package dev.aischeduler.db.node;

import org.jspecify.annotations.NullMarked;
