/** Figures that are counted while work is done, for monitoring. */
@NullMarked
package dev.aischeduler.engine.figure;

import org.jspecify.annotations.NullMarked;
