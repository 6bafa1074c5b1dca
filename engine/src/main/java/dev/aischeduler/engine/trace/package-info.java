/** Spans of requests and jobs, sent to whoever collects traces; nothing while tracing is off. */
@NullMarked
package dev.aischeduler.engine.trace;

import org.jspecify.annotations.NullMarked;
