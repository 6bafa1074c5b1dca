/** Removal of what is old. */
@NullMarked
package dev.aischeduler.engine.retention;

import org.jspecify.annotations.NullMarked;
