/** Tenants: who shares the lanes, and within which limits. */
@NullMarked
package dev.aischeduler.db.tenant;

import org.jspecify.annotations.NullMarked;
