/** Work of steps that is no job: short, on the thread of the turn. */
@NullMarked
package dev.aischeduler.engine.workflow.step;

import org.jspecify.annotations.NullMarked;
