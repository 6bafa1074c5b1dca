/** Figures as tables, JSON, Markdown and a plot. */
@NullMarked
package dev.aischeduler.examples.bench.report;

import org.jspecify.annotations.NullMarked;
