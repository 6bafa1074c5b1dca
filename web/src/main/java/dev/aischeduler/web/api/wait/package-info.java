/** Callers that wait for a job or follow it, without a thread. */
@NullMarked
package dev.aischeduler.web.api.wait;

import org.jspecify.annotations.NullMarked;
