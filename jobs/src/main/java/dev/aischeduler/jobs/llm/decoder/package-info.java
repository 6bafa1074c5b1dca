/**
 * A model folder's configuration and graph, and the steps of one sequence over them with a
 * key/value cache of its own.
 */
@NullMarked
package dev.aischeduler.jobs.llm.decoder;

import org.jspecify.annotations.NullMarked;
