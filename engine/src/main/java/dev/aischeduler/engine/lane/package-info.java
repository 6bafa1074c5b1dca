/** Lanes and their slots. */
@NullMarked
package dev.aischeduler.engine.lane;

import org.jspecify.annotations.NullMarked;
