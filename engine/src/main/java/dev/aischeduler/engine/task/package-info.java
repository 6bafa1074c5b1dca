/** The only thing the engine knows of a task type: how to validate a request and how to run it. */
@NullMarked
package dev.aischeduler.engine.task;

import org.jspecify.annotations.NullMarked;
