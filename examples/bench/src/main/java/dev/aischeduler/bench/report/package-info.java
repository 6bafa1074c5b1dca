/** Figures as tables, JSON, Markdown and a plot. */
@NullMarked
package dev.aischeduler.bench.report;

import org.jspecify.annotations.NullMarked;
