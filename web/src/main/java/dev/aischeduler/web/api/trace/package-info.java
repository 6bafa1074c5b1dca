/** Requests in traces. */
@NullMarked
package dev.aischeduler.web.api.trace;

import org.jspecify.annotations.NullMarked;
