package dev.aischeduler.jobs.residency;

import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelLoadException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
   * Loads one copy, unless one is there; the load goes on when it takes longer than this call
   * waits.
   *
   * @throws NoRoomException when it does not fit
   * @throws ModelLoadException when it cannot be loaded
   */
  public ResidentView load(Duration atMost)
      throws InterruptedException, NoRoomException, ModelLoadException {
    CompletableFuture<T> load = residency.start(copies);
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
  public ResidentView prewarm(Duration atMost)
      throws InterruptedException, NoRoomException, ModelLoadException {
    if (load(atMost).state() == ResidentView.State.LOADING) {
      return view();
    }
    try (Lease<T> lease = residency.acquire(copies)) {
      run(lease.model());
    }
    return view();
  }

  private void run(T loaded) throws ModelLoadException {
    try {
      loaded.prewarm();
    } catch (Exception e) {
      throw new ModelLoadException(
          "model " + model.name() + " could not be run: " + Resident.message(e), e);
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
