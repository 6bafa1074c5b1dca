/** Whether a model may be loaded: lane budgets, footprints and which idle models make room. */
@NullMarked
package dev.aischeduler.jobs.model.cache.admission;

import org.jspecify.annotations.NullMarked;
