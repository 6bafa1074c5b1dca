/**
 * The thread that runs all steps of a loaded model: work is queued, runs step by step together with
 * other work, and may be cancelled at any time. The task types define what a step is.
 */
@NullMarked
package dev.aischeduler.jobs.step;

import org.jspecify.annotations.NullMarked;
