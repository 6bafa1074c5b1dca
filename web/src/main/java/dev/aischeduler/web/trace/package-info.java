/** Sends the spans of this node to whoever collects traces, by OpenTelemetry. */
@NullMarked
package dev.aischeduler.web.trace;

import org.jspecify.annotations.NullMarked;
