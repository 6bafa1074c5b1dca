/**
 * What tests of this module and of those above share: an engine with scripted handlers, and a clock
 * that a test sets.
 */
@NullMarked
package dev.aischeduler.engine.testing;

import org.jspecify.annotations.NullMarked;
