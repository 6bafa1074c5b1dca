/** What the results of running jobs may hold of the Java heap. */
@NullMarked
package dev.aischeduler.jobs.heap;

import org.jspecify.annotations.NullMarked;
