package dev.aischeduler.engine.trace;

/**
 * Work that is done for a trace, on the calling thread.
 *
 * @param <T> its result
 * @param <E> its failure
 */
@FunctionalInterface
public interface TraceWork<T, E extends Exception> {
  /** Does it. */
  T run() throws E;
}
