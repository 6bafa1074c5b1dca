/** Errors of the database: what they mean and what the operator can do. */
@NullMarked
package dev.aischeduler.db.failure;

import org.jspecify.annotations.NullMarked;
