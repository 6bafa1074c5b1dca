/** The queue: the one writer of table {@code job}, and of its history. */
@NullMarked
package dev.aischeduler.db.queue;

import org.jspecify.annotations.NullMarked;
