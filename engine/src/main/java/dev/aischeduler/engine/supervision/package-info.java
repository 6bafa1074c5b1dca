/** Threads that must not end: loops that survive every error, and the watchdog over them. */
@NullMarked
package dev.aischeduler.engine.supervision;

import org.jspecify.annotations.NullMarked;
