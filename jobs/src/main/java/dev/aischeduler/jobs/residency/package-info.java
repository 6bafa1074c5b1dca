/**
 * Which models are in the memory of a device: admission by lane budgets, eviction of idle ones,
 * knowledge of footprints.
 */
@NullMarked
package dev.aischeduler.jobs.residency;

import org.jspecify.annotations.NullMarked;
