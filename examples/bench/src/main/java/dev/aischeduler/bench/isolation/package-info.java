/** What models that run side by side leave one another. */
@NullMarked
package dev.aischeduler.bench.isolation;

import org.jspecify.annotations.NullMarked;
