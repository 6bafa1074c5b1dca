package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.LoadedModel;

/**
 * Work of a job that uses a model.
 *
 * @param <T> the loaded model
 * @param <R> its result
 */
@FunctionalInterface
public interface ModelWork<T extends LoadedModel, R> {

  /** Runs on the job's thread; the model stays in memory until it returns. */
  R with(T model) throws Exception;
}
