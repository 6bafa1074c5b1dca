/**
 * Runs: many jobs that belong together. Each is advanced in turns; a turn is a system job, so that
 * another node goes on where a lost one was.
 */
@NullMarked
package dev.aischeduler.engine.run;

import org.jspecify.annotations.NullMarked;
