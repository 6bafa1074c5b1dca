/**
 * Many answers of one model at once (continuous batching): what a graph can batch, the rows of a
 * batch and their caches, and which sequences take part in a step.
 */
@NullMarked
package dev.aischeduler.jobs.llm.batch;

import org.jspecify.annotations.NullMarked;
