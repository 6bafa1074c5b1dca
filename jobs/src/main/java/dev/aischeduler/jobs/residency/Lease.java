package dev.aischeduler.jobs.residency;

import dev.aischeduler.jobs.model.LoadedModel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A copy of a model in the hands of one job; it stays in memory until {@link #close}. Thread-safe.
 *
 * @param <T> the loaded model
 */
final class Lease<T extends LoadedModel> implements AutoCloseable {
  private final T model;
  private final Resident<T> copy;
  private final Residents residents;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A copy whose use has been counted. */
  Lease(T model, Resident<T> copy, Residents residents) {
    this.model = model;
    this.copy = copy;
    this.residents = residents;
  }

  T model() {
    return model;
  }

  Resident<T> copy() {
    return copy;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      residents.use(copy, -1);
    }
  }
}
