/** Values of a workflow that are computed from inputs and earlier results. */
@NullMarked
package dev.aischeduler.engine.workflow.template;

import org.jspecify.annotations.NullMarked;
