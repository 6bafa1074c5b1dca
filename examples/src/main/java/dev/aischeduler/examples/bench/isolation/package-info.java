/** What models that run side by side leave one another. */
@NullMarked
package dev.aischeduler.examples.bench.isolation;

import org.jspecify.annotations.NullMarked;
