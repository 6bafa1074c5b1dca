package dev.aischeduler.jobs.residency;

import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelLoadException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * A model in the hands of an operator. Each action may be repeated. Thread-safe.
 *
 * @param <T> the loaded model
 */
public final class ManagedModel<T extends LoadedModel> {
  private final Residency residency;
  private final ModelCopies<T> model;
  private final List<Resident<T>> copies;

  private ManagedModel(Residency residency, ModelCopies<T> model, List<Resident<T>> copies) {
    this.residency = residency;
    this.model = model;
    this.copies = copies;
  }

  /** A model with all of its copies. */
  static <T extends LoadedModel> ManagedModel<T> of(Residency residency, ModelCopies<T> model) {
    return new ManagedModel<>(residency, model, model.all());
  }

  /** Names of the devices that it may be loaded on; never empty. */
  public List<String> devices() {
    return model.all().stream().map(copy -> copy.place().device().name()).toList();
  }

  /**
   * Its copy on one device: what is done next concerns this one.
   *
   * @param device one of {@link #devices}
   */
  public ManagedModel<T> on(String device) {
    return new ManagedModel<>(
        residency,
        model,
        copies.stream().filter(copy -> copy.place().device().name().equals(device)).toList());
  }

  /**
   * Begins to load one copy, unless one is there.
   *
   * @return completes when a copy is there; fails with {@link NoRoomException} when it does not
   *     fit, and with {@link ModelLoadException} when it cannot be loaded
   */
  public CompletableFuture<Void> load() {
    return residency
        .start(copies)
        .handle(
            (loaded, failure) -> {
              if (failure != null) {
                throw new CompletionException(unloadable(failure));
              }
              return null;
            });
  }

  private Exception unloadable(Throwable failure) {
    try {
      return model.unloadable(failure);
    } catch (NoRoomException e) {
      return e;
    }
  }

  /**
   * Begins to load it and to run it once.
   *
   * @return as of {@link #load}; fails with {@link ModelLoadException} also when it cannot be run
   */
  public CompletableFuture<Void> prewarm() {
    try {
      return load().thenRunAsync(this::run, residency.executor());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new ModelLoadException("model " + model.name() + " is not run: the node shuts down", e));
    }
  }

  private void run() {
    try (Lease<T> lease = residency.acquire(copies)) {
      lease.model().prewarm();
    } catch (NoRoomException | ModelLoadException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(
          new ModelLoadException("model " + model.name() + " is not run: the node shuts down", e));
    } catch (Exception e) {
      throw new CompletionException(
          new ModelLoadException(
              "model " + model.name() + " could not be run: " + Resident.message(e), e));
    }
  }

  /**
   * Frees it; the next job that names it loads it again.
   *
   * @throws ModelInUseException when a job uses it, or it is loading
   */
  public ResidentView unload() throws ModelInUseException {
    residency.unload(copies);
    return view();
  }

  /** Says whether it may be evicted; true keeps a copy in memory once it is there. */
  public ResidentView pin(boolean pinned) {
    residency.pin(model, pinned);
    return view();
  }

  /** It now. */
  public ResidentView view() {
    return residency.residents().view(copies);
  }
}
