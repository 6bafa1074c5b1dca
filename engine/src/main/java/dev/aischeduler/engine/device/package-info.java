/** Devices that model steps share: their time in slices, their memory in budgets. */
@NullMarked
package dev.aischeduler.engine.device;

import org.jspecify.annotations.NullMarked;
