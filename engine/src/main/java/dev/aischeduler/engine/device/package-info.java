/** Devices of this node, divided between the lanes in slices of time. */
@NullMarked
package dev.aischeduler.engine.device;

import org.jspecify.annotations.NullMarked;
