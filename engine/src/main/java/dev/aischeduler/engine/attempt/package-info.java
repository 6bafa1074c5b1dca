/** One run of a job on this node: context, stop, timeout, outcome. */
@NullMarked
package dev.aischeduler.engine.attempt;

import org.jspecify.annotations.NullMarked;
