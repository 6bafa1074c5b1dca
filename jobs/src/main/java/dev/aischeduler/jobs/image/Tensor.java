package dev.aischeduler.jobs.image;

/**
 * Numbers on their way into or out of a graph, row-major, as floats whatever the graph's own type;
 * token ids and timesteps are small enough to be exact.
 *
 * @param values not to be changed
 * @param shape lengths of the axes; their product is the number of values
 */
record Tensor(float[] values, long... shape) {}
