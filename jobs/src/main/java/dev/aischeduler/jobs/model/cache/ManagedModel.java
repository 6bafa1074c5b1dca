package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelLoadException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
   * Loads one copy, unless one is there; the load continues when it takes longer than this call
   * waits.
   *
   * @throws NoRoomException when it does not fit
   * @throws ModelLoadException when it cannot be loaded
   */
  public ModelStatus load(Duration atMost)
      throws InterruptedException, NoRoomException, ModelLoadException {
    CompletableFuture<T> load = cache.start(copies);
    try {
      load.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return view();
    } catch (ExecutionException e) {
      throw model.unloadable(e.getCause());
    }
    return view();
  }

  /**
   * Loads it and runs it once.
   *
   * @throws NoRoomException when it does not fit
   * @throws ModelLoadException when it cannot be loaded or run
   */
  public ModelStatus prewarm(Duration atMost)
      throws InterruptedException, NoRoomException, ModelLoadException {
    if (load(atMost).state() == ModelStatus.State.LOADING) {
      return view();
    }
    try (ModelUse<T> use = cache.acquire(copies)) {
      run(use.model());
    }
    return view();
  }

  private void run(T loaded) throws ModelLoadException {
    try {
      loaded.prewarm();
    } catch (Exception e) {
      throw new ModelLoadException(
          "model " + model.name() + " could not be run: " + ModelCopy.message(e), e);
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
