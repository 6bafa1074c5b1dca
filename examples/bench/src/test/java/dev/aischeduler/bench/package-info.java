/** Tests of the benchmarks: that they run and that their arithmetic is right. */
@NullMarked
package dev.aischeduler.bench;

import org.jspecify.annotations.NullMarked;
