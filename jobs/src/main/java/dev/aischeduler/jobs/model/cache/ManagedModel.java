package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelLoadException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * A model with the actions of an operator, each of which may be repeated. Thread-safe.
 *
 * @param <T> the loaded model
 */
public final class ManagedModel<T extends LoadedModel> {
  private final ModelCache cache;
  private final CachedModel<T> model;
  private final List<ModelCopy<T>> copies;

  private ManagedModel(ModelCache cache, CachedModel<T> model, List<ModelCopy<T>> copies) {
    this.cache = cache;
    this.model = model;
    this.copies = copies;
  }

  /** A model with all of its copies. */
  static <T extends LoadedModel> ManagedModel<T> of(ModelCache cache, CachedModel<T> model) {
    return new ManagedModel<>(cache, model, model.all());
  }

  /** Names of the devices that it may be loaded on; never empty. */
  public List<String> devices() {
    return model.all().stream().map(copy -> copy.device().name()).toList();
  }

  /**
   * Limits the following actions to its copy on one device.
   *
   * @param device one of {@link #devices}
   */
  public ManagedModel<T> on(String device) {
    return new ManagedModel<>(
        cache, model, copies.stream().filter(copy -> copy.device().name().equals(device)).toList());
  }

  /**
   * Begins to load one copy, unless one is there.
   *
   * @return completes when a copy is there; fails with {@link NoRoomException} when it does not
   *     fit, and with {@link ModelLoadException} when it cannot be loaded
   */
  public CompletableFuture<Void> load() {
    return cache
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
      return load().thenRunAsync(this::run, cache.executor());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new ModelLoadException("model " + model.name() + " is not run: the node shuts down", e));
    }
  }

  private void run() {
    try (ModelUse<T> use = cache.acquire(copies)) {
      use.model().prewarm();
    } catch (NoRoomException | ModelLoadException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(
          new ModelLoadException("model " + model.name() + " is not run: the node shuts down", e));
    } catch (Exception e) {
      throw new CompletionException(
          new ModelLoadException(
              "model " + model.name() + " could not be run: " + ModelCopy.message(e), e));
    }
  }

  /**
   * Frees it; the next job that names it loads it again.
   *
   * @throws ModelInUseException when a job uses it, or it is loading
   */
  public ModelStatus unload() throws ModelInUseException {
    cache.unload(copies);
    return view();
  }

  /** Sets whether it is pinned: a pinned model keeps one copy in memory once it is loaded. */
  public ModelStatus pin(boolean pinned) {
    cache.pin(model, pinned);
    return view();
  }

  /** Its status now. */
  public ModelStatus view() {
    return cache.models().view(copies);
  }
}
