/** Benchmarks against other job engines: the command line and the plan. */
@NullMarked
package dev.aischeduler.bench;

import org.jspecify.annotations.NullMarked;
