/** The product as benchmarks of the whole of it run it. */
@NullMarked
package dev.aischeduler.bench.server;

import org.jspecify.annotations.NullMarked;
