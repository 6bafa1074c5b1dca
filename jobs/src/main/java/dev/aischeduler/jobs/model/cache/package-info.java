/** The models in the memory of this node's devices: loading, use by jobs, eviction of idle ones. */
@NullMarked
package dev.aischeduler.jobs.model.cache;

import org.jspecify.annotations.NullMarked;
