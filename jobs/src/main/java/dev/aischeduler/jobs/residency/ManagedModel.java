package dev.aischeduler.jobs.residency;

import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelLoadException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A model in the hands of an operator. Each action may be repeated. Thread-safe. */
public final class ManagedModel {
  private final Residency residency;
  private final Resident<?> resident;

  ManagedModel(Residency residency, Resident<?> resident) {
    this.residency = residency;
    this.resident = resident;
  }

  /**
   * Loads it; the load goes on when it takes longer than this call waits.
   *
   * @throws NoRoomException when it does not fit
   * @throws ModelLoadException when it cannot be loaded
   */
  public ResidentView load(Duration atMost)
      throws InterruptedException, NoRoomException, ModelLoadException {
    residency.start(resident);
    CompletableFuture<? extends LoadedModel> load = resident.load();
    try {
      if (load != null) {
        load.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      return view();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoRoomException noRoom) {
        throw noRoom;
      }
      throw new ModelLoadException(
          "model " + resident.name() + " could not be loaded: " + Resident.message(e.getCause()),
          e.getCause());
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
    LoadedModel model = residency.acquire(resident);
    try {
      model.prewarm();
    } catch (Exception e) {
      throw new ModelLoadException(
          "model " + resident.name() + " could not be run: " + Resident.message(e), e);
    } finally {
      residency.release(resident);
    }
    return view();
  }

  /**
   * Frees it; the next job that names it loads it again.
   *
   * @throws ModelInUseException when a job uses it, or it is loading
   */
  public ResidentView unload() throws ModelInUseException {
    residency.unload(resident);
    return view();
  }

  /** Says whether it may be evicted; true keeps it in memory once it is there. */
  public ResidentView pin(boolean pinned) {
    residency.pin(resident, pinned);
    return view();
  }

  /** It now. */
  public ResidentView view() {
    return residency.residents().view(resident);
  }
}
