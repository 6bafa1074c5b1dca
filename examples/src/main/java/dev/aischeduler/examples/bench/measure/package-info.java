/** What is measured: one class for each measurement. */
@NullMarked
package dev.aischeduler.examples.bench.measure;

import org.jspecify.annotations.NullMarked;
