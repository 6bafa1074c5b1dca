/**
 * The thread that runs all steps of a loaded model: work waits for it, is done step by step with
 * what else is under way, and may be given up at any time. What a step is, the task types say.
 */
@NullMarked
package dev.aischeduler.jobs.step;

import org.jspecify.annotations.NullMarked;
