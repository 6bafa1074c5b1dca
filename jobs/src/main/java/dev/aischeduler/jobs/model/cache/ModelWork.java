package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.LoadedModel;

/**
 * What a job does with a model.
 *
 * @param <T> the loaded model
 * @param <R> what comes out of it
 */
@FunctionalInterface
public interface ModelWork<T extends LoadedModel, R> {

  /** Runs on the job's thread; the model stays in memory until it returns. */
  R with(T model) throws Exception;
}
