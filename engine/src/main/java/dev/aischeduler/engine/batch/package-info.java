/**
 * Spring Batch without Spring Boot: the book-keeper of runs. No other package knows how it is set
 * up.
 */
@NullMarked
package dev.aischeduler.engine.batch;

import org.jspecify.annotations.NullMarked;
