/** Values of a workflow that are computed from inputs and earlier results: {@code {{ a.b }}}. */
@NullMarked
package dev.aischeduler.engine.workflow.template;

import org.jspecify.annotations.NullMarked;
