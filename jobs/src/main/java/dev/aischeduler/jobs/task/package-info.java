/** What every task type offers, and the list of those that a process runs. */
@NullMarked
package dev.aischeduler.jobs.task;

import org.jspecify.annotations.NullMarked;
