/** Figures for monitoring systems, in the text format of Prometheus. */
@NullMarked
package dev.aischeduler.web.metrics;

import org.jspecify.annotations.NullMarked;
