/** Table {@code workflow_step}. */
@NullMarked
package dev.aischeduler.db.workflow;

import org.jspecify.annotations.NullMarked;
