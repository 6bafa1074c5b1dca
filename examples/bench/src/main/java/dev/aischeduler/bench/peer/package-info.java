/** The job engines that are measured, each behind the same small interface. */
@NullMarked
package dev.aischeduler.bench.peer;

import org.jspecify.annotations.NullMarked;
