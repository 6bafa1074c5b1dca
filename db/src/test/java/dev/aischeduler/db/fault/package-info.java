/** Makes the database fail on purpose, one statement at a time, beneath the pool. */
@NullMarked
package dev.aischeduler.db.fault;

import org.jspecify.annotations.NullMarked;
