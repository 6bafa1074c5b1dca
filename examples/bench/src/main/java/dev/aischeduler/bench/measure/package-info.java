/** What is measured: one class for each measurement. */
@NullMarked
package dev.aischeduler.bench.measure;

import org.jspecify.annotations.NullMarked;
