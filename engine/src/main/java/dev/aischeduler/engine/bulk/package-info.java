/** One action on all jobs that a filter selects. */
@NullMarked
package dev.aischeduler.engine.bulk;

import org.jspecify.annotations.NullMarked;
