/** Benchmarks against other job engines: the command line and the plan. */
@NullMarked
package dev.aischeduler.examples.bench;

import org.jspecify.annotations.NullMarked;
