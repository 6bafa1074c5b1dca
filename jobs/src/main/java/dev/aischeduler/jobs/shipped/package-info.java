/** The one place where the task types of the product are registered. */
@NullMarked
package dev.aischeduler.jobs.shipped;

import org.jspecify.annotations.NullMarked;
