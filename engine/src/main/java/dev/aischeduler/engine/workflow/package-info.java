/**
 * Workflows: runs whose jobs need one another's results. A turn begins the steps whose needs are
 * over and notes which have ended; nothing waits on a thread.
 */
@NullMarked
package dev.aischeduler.engine.workflow;

import org.jspecify.annotations.NullMarked;
