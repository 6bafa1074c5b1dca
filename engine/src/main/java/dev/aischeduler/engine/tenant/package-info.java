/** Tenants: their limits and their places among one another. */
@NullMarked
package dev.aischeduler.engine.tenant;

import org.jspecify.annotations.NullMarked;
