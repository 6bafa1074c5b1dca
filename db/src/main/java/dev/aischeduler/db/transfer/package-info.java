/** Moves a database as a whole: rows of every table, read and written alike on every database. */
@NullMarked
package dev.aischeduler.db.transfer;

import org.jspecify.annotations.NullMarked;
