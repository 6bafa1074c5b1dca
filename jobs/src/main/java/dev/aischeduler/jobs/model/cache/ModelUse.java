package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.LoadedModel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The use of a copy of a model by one job; the copy stays in memory until {@link #close}.
 * Thread-safe.
 *
 * @param <T> the loaded model
 */
final class ModelUse<T extends LoadedModel> implements AutoCloseable {
  private final T model;
  private final ModelCopy<T> copy;
  private final CachedModels models;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A copy whose use has been counted. */
  ModelUse(T model, ModelCopy<T> copy, CachedModels models) {
    this.model = model;
    this.copy = copy;
    this.models = models;
  }

  T model() {
    return model;
  }

  ModelCopy<T> copy() {
    return copy;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      models.use(copy, -1);
    }
  }
}
